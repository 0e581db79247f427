"""Google Cloud on this machine: what Beam's own clients need to believe that they talk to it.

``storage`` emulates Cloud Storage, ``jobs`` the endpoint of Dataflow that takes jobs, and
``credentials`` the service that gives out access tokens; ``conftest`` starts them for the tests.
"""

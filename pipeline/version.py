"""The version of the pipeline: on every row, in every manifest, and of the package."""

VERSION = "0.1.0"

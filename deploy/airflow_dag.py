"""An Airflow DAG that launches the batch template every night, where Airflow keeps the schedule.

It needs apache-airflow-providers-google and apache-airflow-providers-apache-beam. Project, region
and the request, which Terraform prints, are variables of Airflow (deploy/README.md).
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.providers.google.cloud.operators.dataflow import DataflowStartFlexTemplateOperator

with DAG(
    dag_id="news_events_batch",
    description="News files to typed tables of events",
    schedule="0 3 * * *",
    start_date=datetime(2026, 1, 1),  # noqa: DTZ001 - Airflow takes it for UTC
    catchup=False,  # a run reads all that is new, however many nights were missed
    max_active_runs=1,  # one job at a time writes to the tables
    default_args={"retries": 2, "retry_delay": timedelta(minutes=10)},
    render_template_as_native_obj=True,  # the request is an object, not a text
) as dag:
    DataflowStartFlexTemplateOperator(
        task_id="launch",
        project_id="{{ var.value.news_events_project }}",
        location="{{ var.value.news_events_region }}",
        body="{{ var.json.news_events_batch_request }}",
        append_job_name=False,  # a job that goes on under the name keeps a second one away
        deferrable=True,  # waits for the end, and takes no place of a worker of Airflow meanwhile
    )

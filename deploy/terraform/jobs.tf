locals {
  image    = "${var.region}-docker.pkg.dev/${var.project}/${google_artifact_registry_repository.images.repository_id}/pipeline:${var.image_tag}"
  location = "gs://${google_storage_bucket.news.name}"

  # The same for batch and streaming, as the API names it (FlexTemplateRuntimeEnvironment).
  environment = {
    for name, value in {
      sdkContainerImage   = local.image
      serviceAccountEmail = google_service_account.worker.email
      stagingLocation     = "${local.location}/staging"
      tempLocation        = "${local.location}/tmp"
      machineType         = var.machine_type
      subnetwork          = var.subnetwork
      ipConfiguration     = var.subnetwork == null ? null : "WORKER_IP_PRIVATE"
    } : name => value if value != null
  }

  # What Scheduler and Airflow send to Dataflow. Dataflow runs one job of a name at a time, so a run
  # that is due while the last one goes on is refused; the one after it reads what was missed.
  batch_request = {
    launchParameter = {
      jobName              = "news-events-batch"
      containerSpecGcsPath = "${local.location}/${google_storage_bucket_object.template["batch"].name}"
      parameters = {
        input  = "${local.location}/news"
        output = "${local.location}/tables"
      }
      environment = merge(local.environment, { maxWorkers = var.max_workers })
    }
  }

  streaming_request = {
    launchParameter = {
      jobName              = "news-events-streaming"
      containerSpecGcsPath = "${local.location}/${google_storage_bucket_object.template["streaming"].name}"
      parameters = {
        subscription = google_pubsub_subscription.news_events.id
        output       = "${local.location}/tables"
      }
      environment = merge(local.environment, { maxWorkers = var.max_workers })
    }
  }
}

# The Flex Templates: what `gcloud dataflow flex-template build` writes, with nothing lost of the
# metadata. A new image gives new templates; those of older tags stay and can be launched.
resource "google_storage_bucket_object" "template" {
  for_each     = toset(["batch", "streaming"])
  bucket       = google_storage_bucket.news.name
  name         = "templates/${var.image_tag}/${each.value}.json"
  content_type = "application/json"
  content = jsonencode({
    image    = local.image
    sdkInfo  = { language = "PYTHON" }
    metadata = jsondecode(file("${path.module}/../${each.value}.json"))
  })
}

resource "google_cloud_scheduler_job" "batch" {
  name             = "news-events-batch"
  description      = "Launches the batch job"
  region           = var.region
  schedule         = var.schedule
  time_zone        = var.time_zone
  paused           = var.schedule_paused
  attempt_deadline = "180s"

  retry_config {
    retry_count = 2
  }

  http_target {
    http_method = "POST"
    uri         = "https://dataflow.googleapis.com/v1b3/projects/${var.project}/locations/${var.region}/flexTemplates:launch"
    headers     = { "Content-Type" = "application/json" }
    body        = base64encode(jsonencode(local.batch_request))

    oauth_token {
      service_account_email = google_service_account.scheduler.email
      scope                 = "https://www.googleapis.com/auth/cloud-platform"
    }
  }

  depends_on = [
    google_project_iam_member.scheduler_launches,
    google_project_service.needed,
    google_service_account_iam_member.scheduler_acts_as_worker,
    google_storage_bucket_iam_member.scheduler_reads_templates,
  ]
}

# Who does what, and may do no more. Nobody has a key; nobody is owner, editor or viewer.

data "google_project" "this" {}

data "google_storage_project_service_account" "storage" {
  depends_on = [google_project_service.needed]
}

locals {
  pubsub_agent = "serviceAccount:service-${data.google_project.this.number}@gcp-sa-pubsub.iam.gserviceaccount.com"
  objects      = "projects/_/buckets/${google_storage_bucket.news.name}/objects"
}

# Launches the jobs, and is the workers: reads all of the bucket, changes no input.
resource "google_service_account" "worker" {
  account_id   = "news-events"
  display_name = "News events: workers"
  depends_on   = [google_project_service.needed]
}

resource "google_project_iam_member" "worker_works" {
  project = var.project
  role    = "roles/dataflow.worker"
  member  = google_service_account.worker.member
}

resource "google_storage_bucket_iam_member" "worker_reads" {
  for_each = toset(["roles/storage.legacyBucketReader", "roles/storage.objectViewer"])
  bucket   = google_storage_bucket.news.name
  role     = each.value
  member   = google_service_account.worker.member
}

resource "google_storage_bucket_iam_member" "worker_writes" {
  bucket = google_storage_bucket.news.name
  role   = "roles/storage.objectUser"
  member = google_service_account.worker.member

  condition {
    title      = "tables, staged and temporary files"
    expression = join(" || ", [for folder in ["staging", "tables", "tmp"] : "resource.name.startsWith('${local.objects}/${folder}/')"])
  }
}

resource "google_artifact_registry_repository_iam_member" "worker_pulls" {
  repository = google_artifact_registry_repository.images.name
  location   = var.region
  role       = "roles/artifactregistry.reader"
  member     = google_service_account.worker.member
}

resource "google_pubsub_subscription_iam_member" "worker_follows" {
  for_each     = toset(["roles/pubsub.subscriber", "roles/pubsub.viewer"])
  subscription = google_pubsub_subscription.news_events.name
  role         = each.value
  member       = google_service_account.worker.member
}

# Asks Dataflow for a job, at the time of the schedule: reads templates, acts as the workers.
resource "google_service_account" "scheduler" {
  account_id   = "news-events-scheduler"
  display_name = "News events: schedule"
  depends_on   = [google_project_service.needed]
}

resource "google_project_iam_member" "scheduler_launches" {
  project = var.project
  role    = "roles/dataflow.developer"
  member  = google_service_account.scheduler.member
}

resource "google_service_account_iam_member" "scheduler_acts_as_worker" {
  service_account_id = google_service_account.worker.name
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.scheduler.member
}

resource "google_storage_bucket_iam_member" "scheduler_finds_bucket" {
  bucket = google_storage_bucket.news.name
  role   = "roles/storage.legacyBucketReader"
  member = google_service_account.scheduler.member
}

resource "google_storage_bucket_iam_member" "scheduler_reads_templates" {
  bucket = google_storage_bucket.news.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.scheduler.member

  condition {
    title      = "templates"
    expression = "resource.name.startsWith('${local.objects}/templates/')"
  }
}

# Builds the image.
resource "google_service_account" "builder" {
  account_id   = "news-events-builder"
  display_name = "News events: image builds"
  depends_on   = [google_project_service.needed]
}

resource "google_project_iam_member" "builder_logs" {
  project = var.project
  role    = "roles/logging.logWriter"
  member  = google_service_account.builder.member
}

resource "google_artifact_registry_repository_iam_member" "builder_pushes" {
  repository = google_artifact_registry_repository.images.name
  location   = var.region
  role       = "roles/artifactregistry.writer"
  member     = google_service_account.builder.member
}

resource "google_storage_bucket_iam_member" "builder_reads_source" {
  bucket = google_storage_bucket.news.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.builder.member

  condition {
    title      = "sources of builds"
    expression = "resource.name.startsWith('${local.objects}/builds/')"
  }
}

# Google's own services: Cloud Storage tells of objects, Pub/Sub gives up on messages.
resource "google_pubsub_topic_iam_member" "storage_publishes" {
  topic  = google_pubsub_topic.news.name
  role   = "roles/pubsub.publisher"
  member = data.google_storage_project_service_account.storage.member
}

resource "google_pubsub_topic_iam_member" "pubsub_gives_up" {
  topic  = google_pubsub_topic.dead_letters.name
  role   = "roles/pubsub.publisher"
  member = local.pubsub_agent
}

resource "google_pubsub_subscription_iam_member" "pubsub_takes_off" {
  subscription = google_pubsub_subscription.news_events.name
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent
}

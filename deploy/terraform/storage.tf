resource "google_project_service" "needed" {
  for_each = toset([
    "artifactregistry.googleapis.com",
    "cloudbuild.googleapis.com",
    "cloudscheduler.googleapis.com",
    "compute.googleapis.com",
    "dataflow.googleapis.com",
    "iam.googleapis.com",
    "logging.googleapis.com",
    "monitoring.googleapis.com",
    "pubsub.googleapis.com",
    "storage.googleapis.com",
  ])
  service            = each.value
  disable_on_destroy = false
}

# news/ is input, tables/ output, templates/ what is launched; builds/ and tmp/ are cleared.
resource "google_storage_bucket" "news" {
  name                        = var.bucket
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  # What Dataflow stages and renames would else be kept, and paid, for seven days more.
  soft_delete_policy {
    retention_duration_seconds = 0
  }

  # Not staging/: a streaming job reads what it has staged for as long as it runs.
  lifecycle_rule {
    condition {
      age            = 7
      matches_prefix = ["builds/", "tmp/"]
    }
    action {
      type = "Delete"
    }
  }

  lifecycle_rule {
    condition {
      age            = 1
      matches_prefix = ["tables/_staging/stream-"] # left by tries that failed; a pane takes minutes
    }
    action {
      type = "Delete"
    }
  }

  depends_on = [google_project_service.needed]
}

resource "google_artifact_registry_repository" "images" {
  repository_id = "news"
  location      = var.region
  format        = "DOCKER"
  description   = "The image of launcher and workers"

  # A tag names one image for ever: what was launched can be told, and launched again.
  docker_config {
    immutable_tags = true
  }

  depends_on = [google_project_service.needed]
}

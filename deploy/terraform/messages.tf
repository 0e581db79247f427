# What the streaming job follows: each new object under news/ is told of.
resource "google_pubsub_topic" "news" {
  name       = "news"
  depends_on = [google_project_service.needed]
}

resource "google_storage_notification" "new_objects" {
  bucket             = google_storage_bucket.news.name
  topic              = google_pubsub_topic.news.id
  event_types        = ["OBJECT_FINALIZE"]
  object_name_prefix = "news/"
  payload_format     = "NONE" # names and generations are in the attributes
  depends_on         = [google_pubsub_topic_iam_member.storage_publishes]
}

resource "google_pubsub_subscription" "news_events" {
  name                       = "news-events"
  topic                      = google_pubsub_topic.news.id
  ack_deadline_seconds       = 60
  message_retention_duration = "604800s" # seven days, as --allowed-lateness
  retain_acked_messages      = true      # so that a day can be replayed (docs/streaming.md)

  expiration_policy {
    ttl = "" # never
  }

  # Messages that cannot be read end in the table dead_letters. This is for those that nobody takes,
  # such as one that kills every worker: as late as can be, since Dataflow gives messages back, too.
  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.dead_letters.id
    max_delivery_attempts = 100
  }

  depends_on = [google_pubsub_topic_iam_member.pubsub_gives_up]
}

resource "google_pubsub_topic" "dead_letters" {
  name       = "news-dead-letters"
  depends_on = [google_project_service.needed]
}

# Without a subscription, what is sent to the topic would be lost.
resource "google_pubsub_subscription" "dead_letters" {
  name                       = "news-dead-letters"
  topic                      = google_pubsub_topic.dead_letters.id
  message_retention_duration = "2678400s" # 31 days, the most

  expiration_policy {
    ttl = ""
  }
}

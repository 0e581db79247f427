output "image" {
  description = "What the image that is built is to be called."
  value       = local.image
}

output "subscription" {
  description = "What the streaming job follows."
  value       = google_pubsub_subscription.news_events.id
}

output "batch_request" {
  description = "What launches the batch job, as JSON for the API of Dataflow."
  value       = jsonencode(local.batch_request)
}

output "streaming_request" {
  description = "What launches the streaming job."
  value       = jsonencode(local.streaming_request)
}

variable "project" {
  description = "Id of the project."
  type        = string
}

variable "region" {
  description = "Where everything is and runs, such as europe-west1."
  type        = string
}

variable "bucket" {
  description = "Name of the bucket that is made: news/ is read, tables/ written."
  type        = string
}

variable "image_tag" {
  description = "Tag of the image that jobs are launched and carried out by."
  type        = string
  default     = "0.1.0"
}

variable "schedule" {
  description = "When the batch job is launched, as in cron."
  type        = string
  default     = "0 3 * * *"
}

variable "time_zone" {
  description = "Time zone of the schedule."
  type        = string
  default     = "Etc/UTC"
}

variable "schedule_paused" {
  description = "Whether nothing launches the batch job here, as where Airflow does."
  type        = bool
  default     = false
}

variable "machine_type" {
  description = "Machine type of the workers (deploy/sizing.md)."
  type        = string
  default     = "n2-standard-4"
}

variable "max_workers" {
  description = "Most machines of a batch job (deploy/sizing.md)."
  type        = number
  default     = 8
}

variable "subnetwork" {
  description = "Subnetwork with Private Google Access, as regions/REGION/subnetworks/NAME: workers then have no public addresses. Without one they are in the default network, with public addresses."
  type        = string
  default     = null
}

"""Streaming: Pub/Sub messages to windows of the same tables that a batch run writes."""

from pipeline.stream.messages import ReadMessages as ReadMessages
from pipeline.stream.repeats import FindRepeats as FindRepeats
from pipeline.stream.tables import StreamTables as StreamTables
from pipeline.stream.write import WriteWindows as WriteWindows

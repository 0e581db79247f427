"""Read: from inputs that a user names to decoded documents."""

from pipeline.read.compression import DEFAULT_MAX_BYTES as DEFAULT_MAX_BYTES
from pipeline.read.documents import ReadDocuments as ReadDocuments
from pipeline.read.documents import read_file as read_file
from pipeline.read.documents import read_record as read_record
from pipeline.read.documents import read_stream as read_stream
from pipeline.read.encoding import decode as decode
from pipeline.read.errors import UnreadableFile as UnreadableFile
from pipeline.read.fields import check_fields as check_fields
from pipeline.read.kinds import SUFFIXES as SUFFIXES
from pipeline.read.kinds import suffix_of as suffix_of
from pipeline.read.listing import Listing as Listing
from pipeline.read.listing import list_files as list_files
from pipeline.read.matching import describe_remote as describe_remote

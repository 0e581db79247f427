"""From documents to articles: what belongs together, under which title, without the furniture."""

from pipeline.segment.articles import Reason as Reason
from pipeline.segment.articles import SegmentArticles as SegmentArticles
from pipeline.segment.articles import segment_document as segment_document

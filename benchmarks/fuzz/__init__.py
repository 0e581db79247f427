"""Readers, segmenter and normalisers under a fuzzer that is led by the code that it reaches."""

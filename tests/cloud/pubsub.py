"""Pub/Sub, emulated in memory: topics, subscriptions, and every delivery as often as one likes."""

import contextlib
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import grpc
from google.protobuf.empty_pb2 import Empty
from google.pubsub_v1 import types

from tests.cloud.storage import Change

PATIENCE = 0.2  # seconds that a pull waits for a message


class EmulatedPubSub:
    """The messages, by subscription.

    Attributes:
        address: what to set PUBSUB_EMULATOR_HOST to.
        deliveries: how often each message is delivered; more than once is what Pub/Sub may do.
        acknowledged: ids of the messages that were acknowledged, once for each time.
    """

    def __init__(self) -> None:
        self.address = ""
        self.deliveries = 1
        self.acknowledged: list[str] = []
        self._subscriptions: dict[str, list[str]] = defaultdict(list)  # by topic
        self._waiting: dict[str, deque[types.PubsubMessage]] = {}
        self._pulled: dict[str, str] = {}
        self._changed = threading.Condition()
        self._published = 0

    def subscribe(self, topic: str, subscription: str) -> str:
        """Make a subscription, and the topic if need be; returns its name."""
        with self._changed:
            self._subscriptions[topic].append(subscription)
            self._waiting[subscription] = deque()
        return subscription

    def publish(self, topic: str, data: bytes, **attributes: str) -> str:
        """Publish a message; returns its id."""
        with self._changed:
            self._published += 1
            message = types.PubsubMessage(
                data=data,
                attributes=attributes,
                message_id=str(self._published),
                publish_time=datetime.now(UTC),
            )
            for subscription in self._subscriptions[topic]:
                self._waiting[subscription].extend([message] * self.deliveries)
            self._changed.notify_all()
        return str(message.message_id)

    def notify_of(self, topic: str) -> Callable[[Change], None]:
        """A listener of the emulated Cloud Storage that publishes what Cloud Storage would.

        As a notification configuration can, it keeps to new objects; it spares us those of staging.
        """

        def publish(change: Change) -> None:
            if change.event != "OBJECT_FINALIZE" or "/_" in f"/{change.name}":
                return
            self.publish(
                topic,
                b"",
                bucketId=change.bucket,
                objectId=change.name,
                objectGeneration=str(change.resource["generation"]),
                eventType=change.event,
                eventTime=datetime.now(UTC).isoformat(),
                payloadFormat="NONE",
            )

        return publish

    def left(self, subscription: str) -> int:
        """Deliveries that nobody has pulled yet."""
        with self._changed:
            return len(self._waiting[subscription])

    def on_publish(self, request: types.PublishRequest, _: Any) -> types.PublishResponse:
        """The interface's Publish."""
        ids = [
            self.publish(request.topic, each.data, **each.attributes) for each in request.messages
        ]
        return types.PublishResponse(message_ids=ids)

    def on_pull(self, request: types.PullRequest, _: Any) -> types.PullResponse:
        """The interface's Pull."""
        received = []
        with self._changed:
            waiting = self._waiting[request.subscription]
            self._changed.wait_for(lambda: waiting, PATIENCE)
            while waiting and len(received) < request.max_messages:
                message = waiting.popleft()
                ack_id = f"ack-{len(self._pulled)}"
                self._pulled[ack_id] = message.message_id
                received.append(types.ReceivedMessage(ack_id=ack_id, message=message))
        return types.PullResponse(received_messages=received)

    def on_acknowledge(self, request: types.AcknowledgeRequest, _: Any) -> Empty:
        """The interface's Acknowledge."""
        with self._changed:
            self.acknowledged += [self._pulled[ack_id] for ack_id in request.ack_ids]
        return Empty()


def _handler(function: Any, request: Any, response: Any) -> grpc.RpcMethodHandler:
    return grpc.unary_unary_rpc_method_handler(
        function, request_deserializer=request, response_serializer=response
    )


@contextlib.contextmanager
def emulated_pubsub() -> Iterator[EmulatedPubSub]:
    """Serve Pub/Sub without any topic."""
    pubsub = EmulatedPubSub()
    server = grpc.server(ThreadPoolExecutor(4))
    publish = _handler(
        pubsub.on_publish, types.PublishRequest.deserialize, types.PublishResponse.serialize
    )
    pull = _handler(pubsub.on_pull, types.PullRequest.deserialize, types.PullResponse.serialize)
    acknowledge = _handler(
        pubsub.on_acknowledge, types.AcknowledgeRequest.deserialize, Empty.SerializeToString
    )
    services = {
        "google.pubsub.v1.Publisher": {"Publish": publish},
        "google.pubsub.v1.Subscriber": {"Pull": pull, "Acknowledge": acknowledge},
    }
    server.add_generic_rpc_handlers(
        [grpc.method_handlers_generic_handler(name, each) for name, each in services.items()]
    )
    pubsub.address = f"localhost:{server.add_insecure_port('localhost:0')}"
    server.start()
    try:
        yield pubsub
    finally:
        server.stop(None).wait()

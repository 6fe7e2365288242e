"""Replies to a browser that asked for something reach it, although its page begins to be drawn meanwhile."""

from __future__ import annotations

from functools import wraps

from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

REPLIES = ("file_urls_response", "backend_operation_response")


def keep() -> None:
    """Have Streamlit keep such replies in the queue of a session, once a server.

    When a run of the page begins, Streamlit (1.67) forgets what it has not sent yet of the run before. Among that is
    its reply to a browser that asks where to put a file, and such a browser waits for good: the upload is lost.
    """
    usual = ForwardMsgQueue.clear
    if getattr(usual, "keeps_replies", False):
        return

    @wraps(usual)
    def clear(
        self: ForwardMsgQueue, retain_lifecycle_msgs: bool = False, fragment_ids_this_run: list[str] | None = None
    ) -> None:
        replies = [message for message in self._queue if message.WhichOneof("type") in REPLIES]
        usual(self, retain_lifecycle_msgs, fragment_ids_this_run)
        if retain_lifecycle_msgs:
            kept = {id(message) for message in self._queue}
            self._queue.extend(message for message in replies if id(message) not in kept)

    clear.keeps_replies = True  # type: ignore[attr-defined]
    ForwardMsgQueue.clear = clear  # type: ignore[method-assign]

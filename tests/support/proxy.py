"""A wire between a client and a server that a test can cut."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

_PIECE = 65_536


class Wire:
    """Carries bytes both ways until it is cut; while it is cut, nobody gets through."""

    def __init__(self, host: str, port: int) -> None:
        self._server = (host, port)
        self._open: set[asyncio.StreamWriter] = set()
        self.is_cut = False
        self.hears: Callable[[bytes], bool] = lambda _: False
        """Is shown what the client sends; when it says yes, the bytes still arrive, but no answer comes back."""

    def cut(self) -> None:
        """Break all connections, and let nobody through until it is mended."""
        self.is_cut = True
        for writer in self._open:
            writer.close()
        self._open.clear()

    def mend(self) -> None:
        """Let connections through again."""
        self.is_cut = False

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection."""
        if self.is_cut:
            writer.close()
            return
        back, forth = await asyncio.open_connection(*self._server)
        self._open |= {writer, forth}
        with suppress(OSError, asyncio.CancelledError):
            await asyncio.gather(self._ask(reader, forth), self._answer(back, writer))

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while piece := await reader.read(_PIECE):
            is_last = self.hears(piece)
            if is_last:
                self.is_cut = True  # before the answer can come
            writer.write(piece)
            await writer.drain()
            if is_last:
                await asyncio.sleep(0.3)
                self.cut()
        writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while piece := await reader.read(_PIECE):
            if not self.is_cut:
                writer.write(piece)
                await writer.drain()
        writer.close()


@asynccontextmanager
async def wire_to(url: str) -> AsyncIterator[tuple[Wire, str]]:
    """Lay a wire to a server; give it, and the address at its near end."""
    server = urlsplit(url)
    wire = Wire(server.hostname or "", server.port or 0)
    listener = await asyncio.start_server(wire.connect, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    try:
        yield wire, f"bolt://127.0.0.1:{port}"
    finally:
        wire.cut()
        listener.close()
        await listener.wait_closed()

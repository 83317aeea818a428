"""A virtual display and the few X requests that xdotool does not make: pixels, titles, protocols.

Speaks to libX11 through ctypes; GLFW loads the same library, so it is there wherever the program
runs.
"""

import ctypes
import os
import subprocess
import sys
import time
import unittest
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_ubyte, c_uint, c_ulong, c_void_p

DEADLINE_S = 90.0  # generous: a loaded machine draws a frame in seconds
POLL_S = 0.02


def wait_for(what, condition, seconds=DEADLINE_S):
    """Polls until condition() is true and returns what it gave; AssertionError after `seconds`."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds:g} s: {what}")
        time.sleep(POLL_S)


def run_scenarios(*groups):
    """Runs the tests that the command line names, or prints the names of those of `groups` with --list."""
    if sys.argv[1:] != ["--list"]:
        unittest.main()
    for group in groups:
        for name in unittest.defaultTestLoader.getTestCaseNames(group):
            print(f"{group.__name__}.{name}")


class VirtualDisplay:
    """An Xvfb of its own, ended with close()."""

    def __init__(self, width=1280, height=800):
        read, write = os.pipe()
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24",
             "-noreset", "-nolisten", "tcp"],
            pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as number:
            self.name = ":" + number.readline().strip()
        if self.name == ":":
            raise RuntimeError("Xvfb does not start")

    def close(self):
        self.process.terminate()
        self.process.wait()


class XImage(ctypes.Structure):
    _fields_ = [("width", c_int), ("height", c_int), ("xoffset", c_int), ("format", c_int),
                ("data", POINTER(c_ubyte)), ("byte_order", c_int), ("bitmap_unit", c_int),
                ("bitmap_bit_order", c_int), ("bitmap_pad", c_int), ("depth", c_int),
                ("bytes_per_line", c_int), ("bits_per_pixel", c_int)]


class ClientMessage(ctypes.Structure):
    _fields_ = [("type", c_int), ("serial", c_ulong), ("send_event", c_int), ("display", c_void_p),
                ("window", c_ulong), ("message_type", c_ulong), ("format", c_int),
                ("data", c_long * 5)]


class SelectionRequest(ctypes.Structure):
    _fields_ = [("type", c_int), ("serial", c_ulong), ("send_event", c_int), ("display", c_void_p),
                ("owner", c_ulong), ("requestor", c_ulong), ("selection", c_ulong),
                ("target", c_ulong), ("property", c_ulong), ("time", c_ulong)]


class SelectionNotify(ctypes.Structure):
    _fields_ = [("type", c_int), ("serial", c_ulong), ("send_event", c_int), ("display", c_void_p),
                ("requestor", c_ulong), ("selection", c_ulong), ("target", c_ulong),
                ("property", c_ulong), ("time", c_ulong)]


class Event(ctypes.Union):
    _fields_ = [("type", c_int), ("client", ClientMessage), ("request", SelectionRequest),
                ("notify", SelectionNotify), ("room", c_long * 24)]


class Attributes(ctypes.Structure):
    _fields_ = [("x", c_int), ("y", c_int), ("width", c_int), ("height", c_int),
                ("room", c_long * 24)]


ERROR_HANDLER = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)
SELECTION_REQUEST, SELECTION_NOTIFY, CLIENT_MESSAGE = 30, 31, 33
ATOM, CARDINAL = 4, 6
Z_PIXMAP, REPLACE, ANY_TYPE, CURRENT_TIME = 2, 0, 0, 0


def load_xlib():
    xlib = ctypes.CDLL("libX11.so.6")
    xlib.XOpenDisplay.restype = c_void_p
    xlib.XOpenDisplay.argtypes = [c_char_p]
    xlib.XDefaultRootWindow.restype = c_ulong
    xlib.XDefaultRootWindow.argtypes = [c_void_p]
    xlib.XInternAtom.restype = c_ulong
    xlib.XInternAtom.argtypes = [c_void_p, c_char_p, c_int]
    xlib.XGetImage.restype = POINTER(XImage)
    xlib.XGetImage.argtypes = [c_void_p, c_ulong, c_int, c_int, c_uint, c_uint, c_ulong, c_int]
    xlib.XFree.argtypes = [c_void_p]
    xlib.XCreateSimpleWindow.restype = c_ulong
    xlib.XCreateSimpleWindow.argtypes = [c_void_p, c_ulong, c_int, c_int, c_uint, c_uint, c_uint,
                                         c_ulong, c_ulong]
    xlib.XChangeProperty.argtypes = [c_void_p, c_ulong, c_ulong, c_ulong, c_int, c_int, c_void_p,
                                     c_int]
    xlib.XGetWindowProperty.argtypes = [
        c_void_p, c_ulong, c_ulong, c_long, c_long, c_int, c_ulong, POINTER(c_ulong),
        POINTER(c_int), POINTER(c_ulong), POINTER(c_ulong), POINTER(c_void_p)]
    xlib.XGetWindowAttributes.argtypes = [c_void_p, c_ulong, POINTER(Attributes)]
    xlib.XSendEvent.argtypes = [c_void_p, c_ulong, c_int, c_long, POINTER(Event)]
    xlib.XSetSelectionOwner.argtypes = [c_void_p, c_ulong, c_ulong, c_ulong]
    for name in ("XPending", "XFlush", "XCloseDisplay"):
        getattr(xlib, name).argtypes = [c_void_p]
    xlib.XSync.argtypes = [c_void_p, c_int]
    xlib.XNextEvent.argtypes = [c_void_p, POINTER(Event)]
    for name in ("XUnmapWindow", "XMapWindow"):
        getattr(xlib, name).argtypes = [c_void_p, c_ulong]
    return xlib


class Display:
    """A client of its own on the display, beside the program."""

    def __init__(self, name):
        self.xlib = load_xlib()
        # A window that closes while it is asked for something is no reason to end the test.
        self.handler = ERROR_HANDLER(lambda display, event: 0)
        self.xlib.XSetErrorHandler(self.handler)
        self.display = self.xlib.XOpenDisplay(name.encode())
        if not self.display:
            raise RuntimeError("cannot open display " + name)
        self.root = self.xlib.XDefaultRootWindow(self.display)
        self.own = self.xlib.XCreateSimpleWindow(self.display, self.root, 0, 0, 1, 1, 0, 0, 0)

    def close(self):
        self.xlib.XCloseDisplay(self.display)

    def atom(self, name):
        return self.xlib.XInternAtom(self.display, name.encode(), 0)

    def size(self, window):
        attributes = Attributes()
        if not self.xlib.XGetWindowAttributes(self.display, window, byref(attributes)):
            return (0, 0)
        return (attributes.width, attributes.height)

    def pixels(self, window, x, y, width, height):
        """Rows of (blue, green, red, unused) bytes as one bytes object; None while not on screen."""
        image = self.xlib.XGetImage(self.display, window, x, y, width, height,
                                    ctypes.c_ulong(-1).value, Z_PIXMAP)
        if not image:
            return None
        content = image.contents
        rows = ctypes.string_at(content.data, content.bytes_per_line * content.height)
        assert content.bits_per_pixel == 32 and content.bytes_per_line == 4 * width
        self.xlib.XFree(content.data)
        self.xlib.XFree(image)
        return rows

    def text_property(self, window, name):
        kind, form, count, rest = c_ulong(), c_int(), c_ulong(), c_ulong()
        value = c_void_p()
        self.xlib.XGetWindowProperty(
            self.display, window, self.atom(name), 0, 4096, 0, ANY_TYPE, byref(kind), byref(form),
            byref(count), byref(rest), byref(value))
        if not value:
            return ""
        found = ctypes.string_at(value, count.value).decode(errors="replace")
        self.xlib.XFree(value)
        return found

    def title(self, window):
        return self.text_property(window, "_NET_WM_NAME")

    def send(self, window, message, *data):
        event = Event()
        event.client = ClientMessage(type=CLIENT_MESSAGE, display=self.display, window=window,
                                     message_type=self.atom(message), format=32)
        for i, value in enumerate(data):
            event.client.data[i] = value
        self.xlib.XSendEvent(self.display, window, 0, 0, byref(event))
        self.xlib.XFlush(self.display)

    def ask_to_close(self, window):
        """What a window manager does when its close button is clicked."""
        self.send(window, "WM_PROTOCOLS", self.atom("WM_DELETE_WINDOW"), CURRENT_TIME)

    def set_minimised(self, window, minimised):
        """What a window manager does: WM_STATE, and the window taken off the screen."""
        state = (c_ulong * 2)(3 if minimised else 1, 0)
        wm_state = self.atom("WM_STATE")
        self.xlib.XChangeProperty(self.display, window, wm_state, wm_state, 32, REPLACE, state, 2)
        (self.xlib.XUnmapWindow if minimised else self.xlib.XMapWindow)(self.display, window)
        self.xlib.XSync(self.display, 0)

    def offer(self, selection, kind, content):
        """Becomes the owner of a selection; serve() then hands out `content` as `kind`."""
        self.offered = (self.atom(kind), content)
        self.xlib.XSetSelectionOwner(self.display, self.atom(selection), self.own, CURRENT_TIME)
        self.xlib.XFlush(self.display)

    def serve(self):
        """Answers what has arrived; returns the client messages among it by their type."""
        messages = set()
        while self.xlib.XPending(self.display):
            event = Event()
            self.xlib.XNextEvent(self.display, byref(event))
            if event.type == SELECTION_REQUEST:
                self.answer(event.request)
            if event.type == CLIENT_MESSAGE:
                messages.add(event.client.message_type)
        return messages

    def answer(self, request):
        kind, content = self.offered
        if request.target == self.atom("TARGETS"):
            targets = (c_ulong * 1)(kind)
            self.xlib.XChangeProperty(self.display, request.requestor, request.property, ATOM, 32,
                                      REPLACE, targets, 1)
        else:
            self.xlib.XChangeProperty(self.display, request.requestor, request.property, kind, 8,
                                      REPLACE, content, len(content))
        event = Event()
        event.notify = SelectionNotify(
            type=SELECTION_NOTIFY, display=self.display, requestor=request.requestor,
            selection=request.selection, target=request.target, property=request.property,
            time=request.time)
        self.xlib.XSendEvent(self.display, request.requestor, 0, 0, byref(event))
        self.xlib.XFlush(self.display)

    def drop(self, window, uri_list):
        """Drag and drop (XDND version 5) of `uri_list`, as a file manager does it."""
        uris = self.atom("text/uri-list")
        self.offer("XdndSelection", "text/uri-list", uri_list)
        self.send(window, "XdndEnter", self.own, 5 << 24, uris, 0, 0)
        self.send(window, "XdndPosition", self.own, 0, (100 << 16) + 100, CURRENT_TIME,
                  self.atom("XdndActionCopy"))
        self.await_message("XdndStatus")
        self.send(window, "XdndDrop", self.own, 0, CURRENT_TIME)
        self.await_message("XdndFinished")

    def await_message(self, name):
        wanted = self.atom(name)
        wait_for("an answer " + name, lambda: wanted in self.serve())

"""A headless Chromium, spoken to over two pipes (the Chrome DevTools Protocol).

    with Browser("chromium") as browser:
        page = browser.open("file:///..")
        page.evaluate("document.title")
"""
import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

OPTIONS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
           "--no-first-run", "--hide-scrollbars", "--remote-debugging-pipe"]


PATIENCE = 900  # seconds for an answer: many times what a busy machine needs


class BrowserError(Exception):
    pass


class Refused(BrowserError):
    """The browser's answer to a call is an error."""


class Page:
    def __init__(self, browser, session):
        self.browser, self.session = browser, session

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def evaluate(self, expression, seconds=PATIENCE):
        """The value of an expression, of what it promises where it is a promise."""
        answer = self.browser.call("Runtime.evaluate", self.session, seconds, expression=expression, returnByValue=True, awaitPromise=True, userGesture=True)
        if "exceptionDetails" in answer:
            raise BrowserError("%s: %s" % (expression[:100], answer["exceptionDetails"].get("exception", {}).get("description", answer["exceptionDetails"]["text"])))
        return answer["result"].get("value")

    def wait_for(self, condition, seconds=PATIENCE):
        end = time.monotonic() + seconds
        while not self.holds(condition):
            if time.monotonic() > end:
                raise BrowserError("waited %d s for: %s" % (seconds, condition))
            time.sleep(0.05)

    def holds(self, condition):
        """False, too, while the page gives way to another one, in which nothing can be evaluated."""
        try:
            return self.evaluate(condition)
        except Refused:
            return False

    def choose_files(self, selector, paths):
        """As if a person had chosen them."""
        root = self.call("DOM.getDocument")["root"]["nodeId"]
        node = self.call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.call("DOM.setFileInputFiles", nodeId=node, files=[os.path.abspath(path) for path in paths])

    def set_view(self, width, dark=False):
        """The window's width in pixels, and the colours that are asked for."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=width < 600)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self.wait_for("document.documentElement.clientWidth === %d && matchMedia('(prefers-color-scheme: dark)').matches === %s" % (width, str(dark).lower()))

    def screenshot(self, path):
        """The whole page, as set_view() has set it."""
        shot = self.call("Page.captureScreenshot", captureBeyondViewport=True)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(shot))


class Browser:
    def __init__(self, program):
        self.folder = tempfile.mkdtemp()
        read_here, write_there = os.pipe()
        read_there, self.write_end = os.pipe()
        os.set_inheritable(write_there, True)
        os.set_inheritable(read_there, True)
        # The browser reads from descriptor 3 and writes to 4.
        command = 'exec 3<&%d 4>&%d; exec "$@"' % (read_there, write_there)
        self.process = subprocess.Popen(["sh", "-c", command, "sh", program, *OPTIONS, "--user-data-dir=" + self.folder], close_fds=False,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(read_there)
        os.close(write_there)
        self.read_end, self.rest, self.number = read_here, b"", 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.call("Browser.close", seconds=60)
            self.process.wait(60)
        except (BrowserError, OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        os.close(self.read_end)
        os.close(self.write_end)
        shutil.rmtree(self.folder, ignore_errors=True)

    def receive(self, end):
        while b"\0" not in self.rest:
            if not select.select([self.read_end], [], [], max(0, end - time.monotonic()))[0]:
                raise BrowserError("the browser does not answer")
            block = os.read(self.read_end, 1 << 20)
            if not block:
                raise BrowserError("the browser has ended")
            self.rest += block
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, session=None, seconds=PATIENCE, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.write_end, data):]
        end = time.monotonic() + seconds
        while True:
            answer = self.receive(end)
            if answer.get("id") != self.number:
                continue  # an event, which nobody waits for
            if "error" in answer:
                raise Refused("%s: %s" % (method, answer["error"]["message"]))
            return answer["result"]

    def attach(self, target):
        return Page(self, self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])

    def opened(self, ending, seconds=PATIENCE):
        """The page whose address ends so, when it is there."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for target in self.call("Target.getTargets")["targetInfos"]:
                if target["type"] == "page" and target["url"].endswith(ending):
                    return self.attach(target["targetId"])
            time.sleep(0.1)
        raise BrowserError("no page was opened whose address ends in ..%s" % ending[-40:])

    def open(self, address):
        page = self.attach(self.call("Target.createTarget", url="about:blank")["targetId"])
        page.call("Page.enable")
        page.call("Page.navigate", url=address)
        page.wait_for("document.readyState === 'complete' && location.href !== 'about:blank'")
        return page

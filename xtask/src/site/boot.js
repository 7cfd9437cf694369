// Pages work without WASM. This fetches it once the page is usable and the browser has nothing
// better to do; GLUE and WASM are put in by the build.
const start = async () => {
  // The answer to a plain post stands at the address that was posted to: the router must find the
  // page's own, and so must whoever reloads it.
  const address = document.documentElement.dataset.address;
  if (address) history.replaceState(null, "", address);
  const wasm = fetch(WASM);
  const glue = await import(GLUE);
  await glue.default({ module_or_path: wasm });
  glue.hydrate();
};

const whenIdle = () =>
  "requestIdleCallback" in window
    ? requestIdleCallback(start, { timeout: 2000 })
    : setTimeout(start, 1);

if (document.readyState === "complete") {
  whenIdle();
} else {
  addEventListener("load", whenIdle, { once: true });
}

// After a panic (a lazy piece that could not be fetched is one) the handlers that WASM has put on
// links and forms would hold back every click and do nothing. Kept away from events, they leave
// them to the browser, and the page goes on as one without WASM.
const withoutWasm = (reason) => {
  if (reason instanceof WebAssembly.RuntimeError) {
    for (const kind of ["click", "submit"]) {
      addEventListener(kind, (event) => event.stopImmediatePropagation(), { capture: true });
    }
  }
};
addEventListener("error", (event) => withoutWasm(event.error));
addEventListener("unhandledrejection", (event) => withoutWasm(event.reason));

// Passkeys (WebAuthn Level 3) for the pages of staff. Buttons with `data-passkey` do nothing without
// this; a document with `data-passkeys` shows them.
const { credentials } = navigator;
if (window.PublicKeyCredential && credentials) document.documentElement.dataset.passkeys = "";

// base64url without padding, as the server writes and reads bytes
const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

const post = (address, fields) =>
  fetch(address, { method: "POST", body: new URLSearchParams(fields) });

// Lets the browser make a key, where the server has named whose it shall be, or sign with one.
const answer = async ({ publicKey }) => {
  const known = (keys) => keys?.map((key) => ({ ...key, id: bytes(key.id) }));
  publicKey.challenge = bytes(publicKey.challenge);
  const { user } = publicKey;
  if (user) {
    user.id = bytes(user.id);
    publicKey.excludeCredentials = known(publicKey.excludeCredentials);
  } else {
    publicKey.allowCredentials = known(publicKey.allowCredentials);
  }
  const { id, rawId, type, response } = await (user
    ? credentials.create({ publicKey })
    : credentials.get({ publicKey }));
  const said = { clientDataJSON: text(response.clientDataJSON) };
  if (user) {
    said.attestationObject = text(response.attestationObject);
    said.transports = response.getTransports?.() ?? [];
  } else {
    said.authenticatorData = text(response.authenticatorData);
    said.signature = text(response.signature);
    if (response.userHandle) said.userHandle = text(response.userHandle);
  }
  return JSON.stringify({ id, rawId: text(rawId), type, response: said });
};

// Shows one of the sentences that came with the page, and hides what was needed until then; a box
// within this one speaks for itself.
const say = (box, what) => {
  const own = (parts) =>
    [...box.querySelectorAll(parts)].filter((part) => part.closest("[data-passkey-box]") === box);
  for (const sentence of own("[data-passkey-says]")) {
    sentence.hidden = sentence.dataset.passkeySays !== what;
  }
  for (const part of own(`[data-passkey-until="${what}"]`)) part.hidden = true;
};

const use = async (button, box) => {
  const { passkey: purpose, passkeyAsk, passkeyTell } = button.dataset;
  const send = (made) => {
    box.elements.passkey.value = made;
    box.submit();
  };
  const adding = purpose === "add";
  // posted without a key, the form comes back with what is missing; none is made for nothing
  if (adding && !box.elements.name.value.trim()) return send("");
  const asked = await post(passkeyAsk, { purpose });
  // the half-open door has closed: the form is led to the first step
  if (asked.redirected) return send("");
  if (!asked.ok) return adding ? send("") : say(box, "refused");
  const made = await answer(await asked.json());
  if (purpose !== "confirm") return send(made);
  const told = await post(passkeyTell, { passkey: made });
  say(box, told.ok ? "done" : "refused");
};

addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-passkey]");
  const box = button?.closest("[data-passkey-box]");
  if (!box || !("passkeys" in document.documentElement.dataset)) return;
  event.preventDefault();
  if (button.ariaDisabled) return;
  button.ariaDisabled = "true";
  say(box, "");
  try {
    await use(button, box);
  } catch (error) {
    say(box, error.name === "InvalidStateError" ? "known" : "failed");
  }
  button.ariaDisabled = null;
});

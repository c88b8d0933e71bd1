// What was typed and not yet taken by the server, in this browser: sealed under a key that cannot be read out, one key a
// person, and wiped when the person signs out.
const user = document.documentElement.dataset.user;
const text = new TextEncoder();
const plain = new TextDecoder();

let opening;

function open() {
    opening ??= new Promise((resolve, reject) => {
        const request = indexedDB.open("hotline12315", 1);
        request.onupgradeneeded = () => {
            request.result.createObjectStore("keys");
            request.result.createObjectStore("entries", { keyPath: "id" });
        };
        request.onsuccess = () => {
            // Another tab wipes everything at sign-out: this one must not hold it up.
            request.result.onversionchange = () => request.result.close();
            resolve(request.result);
        };
        request.onerror = () => reject(request.error);
    });
    return opening;
}

async function run(store, mode, work, durability = mode === "readwrite" ? "strict" : "default") {
    const db = await open();
    return new Promise((resolve, reject) => {
        const transaction = db.transaction(store, mode, { durability });
        const request = work(transaction.objectStore(store));
        transaction.commit();
        transaction.oncomplete = () => resolve(request?.result);
        transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
}

let keyOfUser;

function key() {
    keyOfUser ??= navigator.locks.request("hotline-key", async () => {
        const known = await run("keys", "readonly", (s) => s.get(user));
        if (known) return known;
        const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
        await run("keys", "readwrite", (s) => s.put(made, user));
        return made;
    });
    return keyOfUser;
}

/** Whether this browser can keep anything: a private window or plain http from afar cannot. */
export const canKeep = () => Boolean(user && globalThis.crypto?.subtle && globalThis.indexedDB && navigator.locks);

/** Makes the person's key, so that the first character need not wait for it. */
export const prepare = () => key().then(() => {});

async function seal(value) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), value);
    return { iv, data };
}

const unseal = async ({ iv, data }) => crypto.subtle.decrypt({ name: "AES-GCM", iv }, await key(), data);

const sealField = async ([name, value]) =>
    value instanceof Blob
        ? { name, file: value.name ?? "file", type: value.type, sealed: await seal(await value.arrayBuffer()) }
        : { name, sealed: await seal(text.encode(value)) };

/**
 * Keeps an entry: a form being filled in, or one that waits to be sent.
 * @param entry id, kind, path, state (typing | waiting), fields [[name, text | File]]
 * @param durability strict: outlives a loss of power; relaxed: outlives the page and the browser, and is soon done.
 */
export async function keep(entry, durability = "strict") {
    const { id, kind, path, state, label } = entry;
    // All at once: what is not yet in the store when the page goes is lost.
    const [sealedLabel, ...fields] = await Promise.all([seal(text.encode(label ?? "")), ...entry.fields.map(sealField)]);
    await run("entries", "readwrite", (s) => s.put({ id, user, kind, path, state, label: sealedLabel, fields, at: Date.now() }), durability);
}

async function openField({ name, file, type, sealed }) {
    const value = await unseal(sealed);
    return [name, file ? new File([value], file, { type }) : plain.decode(value)];
}

async function read(row) {
    const [label, ...fields] = await Promise.all([unseal(row.label), ...row.fields.map(openField)]);
    return { ...row, label: plain.decode(label), fields };
}

/** The person's entries, oldest first. One that cannot be opened any more is left out. */
export async function all(kind) {
    const rows = (await run("entries", "readonly", (s) => s.getAll())) ?? [];
    const mine = rows.filter((r) => r.user === user && (!kind || r.kind === kind)).sort((a, b) => a.at - b.at);
    const opened = await Promise.allSettled(mine.map(read));
    return opened.filter((r) => r.status === "fulfilled").map((r) => r.value);
}

export const forget = (id) => run("entries", "readwrite", (s) => s.delete(id));

/**
 * Everything of this person: at sign-out nothing readable stays behind. What another person has not yet sent from this
 * browser stays sealed until that person is back.
 */
export async function wipe() {
    const rows = (await run("entries", "readonly", (s) => s.getAll())) ?? [];
    for (const row of rows.filter((r) => r.user === user)) await forget(row.id);
    await run("keys", "readwrite", (s) => s.delete(user));
    sessionStorage.clear();
    keyOfUser = undefined;
    if (rows.some((r) => r.user !== user)) return;
    const db = await open();
    db.close();
    opening = undefined;
    await new Promise((resolve) => {
        const request = indexedDB.deleteDatabase("hotline12315");
        request.onsuccess = request.onerror = request.onblocked = resolve;
    });
}

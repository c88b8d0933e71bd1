// Keeps the shell only: styles, scripts and the page that says that there is no network. Never a case, never a person.
const shell = "hotline-shell-1";
const offlinePage = "/offline.html";

self.addEventListener("install", (event) => {
    event.waitUntil(caches.open(shell).then((cache) => cache.addAll([offlinePage, "/icon.svg"])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
    event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", (event) => {
    const request = event.request;
    if (request.mode === "navigate" && request.method === "GET") {
        event.respondWith(fetch(request).catch(async () => (await caches.match(offlinePage)) ?? Response.error()));
    }
});

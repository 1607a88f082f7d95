// Loaded before everything else: Twitch's names lead to the simulator, in this process alone.
"use strict";

const tls = require("node:tls");

const NAMES = new Set(process.env.TWITCH_NAMES.split(" "));
const PORT = Number(process.env.TWITCH_PORT);
const connect = tls.connect;

tls.connect = (options, ...rest) => {
  if (!NAMES.has(options.host)) {
    return connect(options, ...rest);
  }
  const servername = options.servername || options.host;
  return connect({ ...options, servername, host: "127.0.0.1", port: PORT }, ...rest);
};

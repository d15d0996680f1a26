// Weighs what the build has put into dist: the window's scripts and styles, compressed, must not outgrow their limit.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** In bytes. Nearly all of it is read and understood before the window shows anything. */
const LIMIT = 450_000;

const folder = join(import.meta.dirname, "dist", "assets");
const names = readdirSync(folder).filter((name) => /\.(?:js|css)$/.test(name));
const weight = names.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;

console.log(`The window weighs ${kilobytes(weight)} compressed; at most ${kilobytes(LIMIT)} are allowed.`);
if (names.length === 0 || weight > LIMIT) process.exitCode = 1;

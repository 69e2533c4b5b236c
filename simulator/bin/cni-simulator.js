#!/usr/bin/env node
// This file must run on old versions of Node, so that they get this message instead of a syntax error.
const needed = require("../package.json").engines.node.replace(">=", "");
const found = process.versions.node;
const isOlder = (one, other) => one[0] < other[0] || (one[0] === other[0] && one[1] < other[1]);
const numbers = (version) => version.split(".").map(Number);

if (isOlder(numbers(found), numbers(needed))) {
  console.error(`cni-simulator: Node ${found} is not supported; install Node ${needed} or newer.`);
  process.exitCode = 2;
} else {
  require("../dist/cli.js").main(process.argv);
}

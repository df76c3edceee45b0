// Reads lines of JSON, each a list of drafts; answers each with the processor seconds that write-good took for them.
import readline from "node:readline";
import writeGood from "write-good";

for await (const line of readline.createInterface({ input: process.stdin })) {
  const drafts = JSON.parse(line);
  const before = process.cpuUsage();
  for (const draft of drafts) writeGood(draft);
  const { user, system } = process.cpuUsage(before);
  console.log((user + system) / 1e6);
}

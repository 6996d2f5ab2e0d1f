// Follows the feed until it is stopped: server, token, verifier key of the log, file that keeps what was read.
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { ContentFeed, FeedUnavailable } from "./countersign-feed.js";

const [server, token, logKey, file] = process.argv.slice(2);

// All or nothing: a crash leaves the old file or the new one.
const storage = {
  getItem: () => existsSync(file) ? readFileSync(file, "utf8") : null,
  setItem: (name, text) => {
    const next = openSync(file + ".new", "w");
    writeFileSync(next, text);
    fsyncSync(next);
    closeSync(next);
    renameSync(file + ".new", file);
  }
};

const feed = new ContentFeed({ server, token, logKey, storage });
for (;;) {
  try {
    const changes = await feed.poll(10);
    console.log(`${changes} changes, position ${feed.state.next}, live ${Object.keys(feed.live()).sort()}`);
  } catch (error) {
    if (!(error instanceof FeedUnavailable)) throw error;
    console.log(error.message + "; again in a second");
    await new Promise(resolve => setTimeout(resolve, 1000));
  }
}

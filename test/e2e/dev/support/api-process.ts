import { pino } from 'pino';
import { Secret } from '../../../../src/base/secret.ts';
import { openDevFolder } from '../../../../src/cli/dev/dev-folder.ts';
import { systemClock } from '../../../../src/cli/system-clock.ts';
import { createStandardDevApi } from '../../../../src/devcluster/create-standard-dev-api.ts';
import { nodeFiles } from '../../../../src/devcluster/journal/node-files.ts';
import { openJournal } from '../../../../src/devcluster/journal/open-journal.ts';
import { startDevServer } from '../../../../src/devcluster/server/start-dev-server.ts';

// Of `evenkeel dev`, only the API server, on a folder that the whole of it has used before: it starts in a fraction of the time.
// Its journal begins a new log much more often, so that a kill may come in the middle of that.

const folder = await openDevFolder(process.argv[2]);
const identity = await folder.readIdentity();
if (identity === undefined) throw new Error(`evenkeel dev has never run on ${folder.path}`);
const logger = pino({ level: 'silent' });
const journal = await openJournal({ folder: folder.objects, files: nodeFiles, logger, leastLogBytes: 64 * 1024 });
const api = await createStandardDevApi({ clock: systemClock, random: Math.random, journal });
await startDevServer({
  ...{ api, logger, clock: systemClock, random: Math.random, port: identity.port, certificates: identity },
  token: new Secret(identity.token),
  tokenKey: new Secret(identity.tokenKey),
});
process.stdout.write('serves\n');

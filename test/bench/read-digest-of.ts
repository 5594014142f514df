import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { renderDigestMessage } from '../../src/digest/message.ts';
import { readDigest } from '../../src/digest/read-digest.ts';
import { openTable } from '../../src/history/table.ts';
import { WEEK } from '../digest/digests.ts';

/** Reads a digest from the table at a given address and prints how long it took and how much memory, as JSON. */
const client = new DynamoDBClient({
  endpoint: process.argv[2] ?? '',
  region: 'eu-central-1',
  credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
});
const begin = performance.now();
const digest = await readDigest(openTable(client, 'faultline'), WEEK);
const message = renderDigestMessage(digest, 'own');
const seconds = (performance.now() - begin) / 1000;
const { user, system } = process.cpuUsage();
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(
  JSON.stringify({
    failures: digest.failures,
    blocks: message.blocks.length,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    megabytes,
  }),
);
client.destroy();

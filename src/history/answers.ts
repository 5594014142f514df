import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { answerKey, expireAfter, FAILURE_DAYS, indexKeys } from './keys.ts';
import { isWithin, type Period, pages } from './list.ts';
import type { HistoryTable } from './table.ts';

const answer = z.object({
  buildId: z.string(),
  project: z.string(),
  /** What Faultline had said. */
  cause: z.string(),
  isRight: z.boolean(),
  /** What it was instead, in the words of the person or as an id of the catalogue. */
  trueCause: z.string().optional(),
  /** Where the diagnosis stands, by the channel's id. */
  channel: z.string().optional(),
  /** Who answered, by Slack's id. */
  by: z.string(),
  /** ISO time. */
  at: z.string(),
});

/** What a person said of a diagnosis. */
export type DiagnosisAnswer = z.infer<typeof answer>;

/** Keeps an answer. A person's later answer to the same build replaces the earlier one. */
export async function recordAnswer(
  { client, name }: HistoryTable,
  given: DiagnosisAnswer,
  now: Date,
): Promise<void> {
  await client.send(
    new PutCommand({
      TableName: name,
      Item: {
        ...answerKey(given.buildId, given.by),
        ...indexKeys('ANSWER', given.project, given.at, given.buildId),
        answer: given,
        ttl: expireAfter(FAILURE_DAYS, now),
      },
    }),
  );
}

/** Answers by the time they were given; with a channel, to what was told there. */
export async function* listAnswers(table: HistoryTable, period: Period): AsyncGenerator<DiagnosisAnswer> {
  for await (const { Items = [] } of pages(table, 'ANSWER', period)) {
    for (const item of Items) {
      const given = answer.parse(item.answer);
      const isOurs = period.channel === undefined || given.channel === period.channel;
      if (isOurs && isWithin(given.at, period)) yield given;
    }
  }
}

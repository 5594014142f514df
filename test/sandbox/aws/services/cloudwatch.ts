import { z } from 'zod';
import { type Operations, operation } from '../call.ts';

const metricData = z.looseObject({
  MetricDataQueries: z.array(
    z.looseObject({
      Id: z.string(),
      MetricStat: z.looseObject({
        Metric: z.looseObject({
          MetricName: z.string(),
          Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })),
        }),
      }),
    }),
  ),
});

/** Of all metrics only the age of the oldest message of a queue is kept here. */
export const cloudwatch: Operations = {
  GetMetricData: operation(metricData, ({ MetricDataQueries }, { account }) => ({
    MetricDataResults: MetricDataQueries.map(({ Id, MetricStat: { Metric } }) => {
      const queue = account.deployed.queues.get(Metric.Dimensions[0]?.Value ?? '');
      const isKept = Metric.MetricName === 'ApproximateAgeOfOldestMessage' && queue?.oldest !== undefined;
      return { Id, Label: Metric.MetricName, Timestamps: [], Values: isKept ? [queue.oldest] : [] };
    }),
  })),
};

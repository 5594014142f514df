import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { string } from './text.ts';

/** Charts. https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */

const point = z.strictObject({ label: string(LIMITS.chartLabel), value: z.number() });
const segment = z.strictObject({ label: string(LIMITS.chartLabel), value: z.number().positive() });
const axes = z.strictObject({
  categories: z.array(string(LIMITS.chartLabel)).min(1).max(LIMITS.chartPoints),
  x_label: z.string().max(LIMITS.axisLabel).optional(),
  y_label: z.string().max(LIMITS.axisLabel).optional(),
});

const cartesian = <const T extends string>(name: T) =>
  z
    .strictObject({
      type: z.literal(name),
      series: z
        .array(
          z.strictObject({
            name: string(LIMITS.chartLabel),
            data: z.array(point).min(1).max(LIMITS.chartPoints),
          }),
        )
        .min(1)
        .max(LIMITS.chartSeries),
      axis_config: axes,
    })
    .superRefine(({ series, axis_config }, context) => {
      for (const [index, { data }] of series.entries()) {
        const labels = data.map(({ label }) => label);
        const isComplete = axis_config.categories.every((each) => labels.includes(each));
        if (isComplete && labels.length === axis_config.categories.length) continue;
        context.addIssue({
          code: 'custom',
          message: 'data labels must match the categories',
          path: ['series', index, 'data'],
        });
      }
    });

export const dataVisualization = z.strictObject({
  type: z.literal('data_visualization'),
  block_id: z.string().min(1).max(LIMITS.id).optional(),
  title: string(LIMITS.chartTitle),
  chart: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('pie'), segments: z.array(segment).min(1).max(LIMITS.chartSegments) }),
    cartesian('bar'),
    cartesian('line'),
    cartesian('area'),
  ]),
});

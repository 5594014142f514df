import { LIMITS } from './limits.ts';

/** Slack's own chart. https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
export interface ChartBlock {
  type: 'data_visualization';
  title: string;
  chart: {
    type: 'bar';
    series: { name: string; data: { label: string; value: number }[] }[];
    axis_config: { categories: string[]; y_label: string };
  };
}

export interface Bars {
  title: string;
  yLabel: string;
  /** A group of bars each; every one has a value in every series. */
  categories: string[];
  series: { name: string; values: number[] }[];
}

/** Bars in groups. What is more than Slack takes is left out from the beginning: the last ones are the newest. */
export function barChart({ title, yLabel, categories, series }: Bars): ChartBlock {
  const skipped = Math.max(0, categories.length - LIMITS.chartPoints);
  const labels = categories.slice(skipped).map(cutLabel);
  return {
    type: 'data_visualization',
    title: title.slice(0, LIMITS.chartTitle),
    chart: {
      type: 'bar',
      series: series.map(({ name, values }) => ({
        name: cutLabel(name),
        data: labels.map((label, index) => ({ label, value: values[skipped + index] ?? 0 })),
      })),
      axis_config: { categories: labels, y_label: yLabel.slice(0, LIMITS.chartTitle) },
    },
  };
}

function cutLabel(text: string): string {
  return text.slice(0, LIMITS.chartLabel);
}

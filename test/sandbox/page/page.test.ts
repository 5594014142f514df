import { describe, expect, it, vi } from 'vitest';
import { BUILDS } from '../slack/index.ts';
import { browser, client, local, post, problems, see, trigger } from './page-fixture.ts';

describe('the channel', () => {
  it('shows a message as soon as it is posted', async () => {
    await see('Every build is green');
    await post();
    await see('payments-api #214 failed');
    expect(await browser.page.locator('.message pre').textContent()).toBe('aws codebuild retry-build --id x');
    expect(await browser.page.locator('.app-badge').count()).toBe(1);
  });

  it('shows what a message was changed into, and takes away what was deleted', async () => {
    const ts = await post();
    await see('payments-api #214 failed');
    await client.chat.update({ channel: BUILDS, ts, text: 'Green again after 3 builds' });
    await see('Green again after 3 builds');
    await client.chat.delete({ channel: BUILDS, ts });
    await see('Every build is green');
  });

  it('shows replies at the side', async () => {
    const parent = await post();
    await client.chat.postMessage({ channel: BUILDS, thread_ts: parent, text: 'More of the log' });
    await browser.page.getByText('1 reply').click();
    await browser.page.locator('.thread').getByText('More of the log').waitFor();
  });

  it('marks what only one person sees', async () => {
    await client.chat.postEphemeral({ channel: BUILDS, user: 'U0ALICE', text: 'Looking at it' });
    await see('Only visible to you');
  });

  it('shows the bar of an attachment in its colour', async () => {
    await post({ blocks: [], attachments: [{ color: '#2eb67d', text: 'All is well' }] });
    await see('All is well');
    const bar = browser.page.locator('.attachment-bar');
    expect(await bar.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
      'rgb(46, 182, 125)',
    );
  });

  it('shows charts and tables', async () => {
    const cell = (text: string) => ({ type: 'raw_text', text });
    const rows = [
      [cell('Cause'), cell('Builds')],
      [cell('npm'), { type: 'raw_number', value: 12 }],
    ];
    const chart = { type: 'pie', segments: [{ label: 'IAM', value: 9 }] };
    await post({
      blocks: [
        { type: 'data_visualization', title: 'Top causes', chart },
        { type: 'table', rows },
        { type: 'data_table', caption: 'Flaky projects', rows },
      ],
    });
    await see('Top causes');
    expect(await browser.page.locator('.chart .pie circle').count()).toBe(1);
    await see('Flaky projects');
    expect(await browser.page.locator('.data-table td').allInnerTexts()).toEqual(['npm', '12', 'npm', '12']);
  });

  it('shows the first line of a message that is longer than the window', async () => {
    await browser.page.setViewportSize({ width: 1280, height: 500 });
    await post({ text: 'An older one', blocks: [] });
    const long = Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\n');
    await post({ text: `The headline\n${long}`, blocks: [] });
    await see('line 39');
    const headline = browser.page.getByText('The headline').first();
    await vi.waitFor(async () => expect((await headline.boundingBox())?.y).toBeGreaterThan(50));
  });

  it('fits a phone', async () => {
    await browser.page.setViewportSize({ width: 390, height: 844 });
    await post();
    await see('payments-api #214 failed');
    expect(await browser.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await browser.page.getByRole('button', { name: 'Channels' }).click();
    await browser.page.getByRole('button', { name: 'general' }).click();
    await see('Nothing was said here yet');
  });
});

describe('the menu', () => {
  it('lets a build fail', async () => {
    await browser.page.getByRole('button', { name: 'Let a build fail' }).click();
    await browser.page.locator('.popover').getByText('npm has no such package').click();
    await vi.waitFor(() => expect(trigger).toHaveBeenCalledExactlyOnceWith('npm-not-found'));
  });

  it('says what went wrong when it cannot', async () => {
    trigger.mockRejectedValue(new Error('The local AWS is not running'));
    await browser.page.locator('.empty').getByText('npm has no such package').click();
    await see('The local AWS is not running');
    expect(problems.splice(0)).toEqual([expect.stringContaining('500')]);
  });
});

describe('the server', () => {
  it('does not answer a page from elsewhere', async () => {
    const form = await fetch(`${local.url}/scenario/npm-not-found`, { method: 'POST', body: '{}' });
    expect(form.status).toBe(403);
    expect(trigger).not.toHaveBeenCalled();
  });

  it('knows no scenario but its own', async () => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${local.url}/scenario/other`, { method: 'POST', headers, body: 'null' });
    expect([response.status, trigger.mock.calls.length]).toEqual([404, 0]);
  });
});

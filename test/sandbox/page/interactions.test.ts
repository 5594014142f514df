import { describe, expect, it, vi } from 'vitest';
import { BUILDS } from '../slack/index.ts';
import { app, browser, client, post, see, slack } from './page-fixture.ts';

describe('what is pressed or typed', () => {
  it('goes to the app: a button', async () => {
    app.onAction = vi.fn();
    const ts = await post();
    await browser.page.getByRole('button', { name: 'Diagnose again' }).click();
    await vi.waitFor(() =>
      expect(app.onAction).toHaveBeenCalledExactlyOnceWith(
        expect.objectContaining({
          actionId: 'again',
          blockId: 'next',
          value: 'x:1',
          channel: BUILDS,
          user: 'U0ALICE',
          message: expect.objectContaining({ ts }),
          responseUrl: expect.stringContaining(slack.url),
        }),
      ),
    );
  });

  it('goes to the app only once it is confirmed', async () => {
    app.onAction = vi.fn();
    await post();
    await browser.page.getByRole('button', { name: 'Mute' }).click();
    await see('For a day.');
    expect(app.onAction).not.toHaveBeenCalled();
    await browser.page.getByRole('button', { name: 'Yes, mute' }).click();
    await vi.waitFor(() => expect(app.onAction).toHaveBeenCalledOnce());
  });

  it('goes to the app: a command, whose answer is shown', async () => {
    app.onCommand = vi.fn(async () => ({ statusCode: 200, body: 'Looking at project/api' }));
    await browser.page.getByLabel('Message #builds').fill('/diagnose project/api');
    await browser.page.keyboard.press('Enter');
    await see('Looking at project/api');
    expect(app.onCommand).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ command: '/diagnose', text: 'project/api', channel: BUILDS }),
    );
  });

  it('is said to fail when the app refuses it', async () => {
    app.onCommand = async () => ({ statusCode: 401 });
    await browser.page.getByLabel('Message #builds').fill('/diagnose');
    await browser.page.keyboard.press('Enter');
    await see('/diagnose failed: the app answered 401.');
  });

  it('is said to lead nowhere where no app is connected', async () => {
    await browser.page.getByLabel('Message #builds').fill('/diagnose');
    await browser.page.keyboard.press('Enter');
    await see("The Slack app's interactive part is not connected here.");
  });

  it('is a message of Alice when it is no command', async () => {
    await browser.page.getByLabel('Message #builds').fill('Who broke main?');
    await browser.page.keyboard.press('Enter');
    await see('Who broke main?');
    expect(slack.messages()).toMatchObject([{ user: 'U0ALICE', text: 'Who broke main?' }]);
  });

  it('goes to the app: a modal', async () => {
    app.onViewSubmission = vi.fn();
    const line = { type: 'plain_text_input', action_id: 'text' };
    const view = {
      type: 'modal',
      callback_id: 'teach',
      title: { type: 'plain_text', text: 'Teach' },
      submit: { type: 'plain_text', text: 'Save' },
      blocks: [
        { type: 'input', block_id: 'line', label: { type: 'plain_text', text: 'Line' }, element: line },
      ],
    };
    await client.apiCall('views.open', { trigger_id: slack.createTrigger(), view });
    await browser.page.getByRole('textbox', { name: 'Line' }).fill('npm ERR! 404');
    await browser.page.getByRole('button', { name: 'Save' }).click();
    await browser.page.locator('.modal').waitFor({ state: 'detached' });
    expect(app.onViewSubmission).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        view: expect.objectContaining({ callback_id: 'teach' }),
        values: { line: { text: { type: 'plain_text_input', value: 'npm ERR! 404' } } },
      }),
    );
  });
});

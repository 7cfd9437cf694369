// A person who has a keyboard and nothing else: no locator is clicked or filled.
import type { Page } from '@playwright/test';

/** The farthest that a control may be away. */
const FARTHEST = 80;

/** A keyboard that counts what is pressed; what is typed into fields, by hand or by a scanner, does not count. */
export class Keyboard {
  strokes = 0;

  constructor(private readonly page: Page) {}

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      this.strokes += 1;
      await this.nextFrame();
      await this.page.keyboard.press(key);
    }
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** What the scanner types, Enter included, wherever the cursor is. */
  async scan(paper: string): Promise<void> {
    await this.page.keyboard.type(paper);
    await this.page.keyboard.press('Enter');
  }

  /** Goes on to the control by Tab. */
  async tabTo(selector: string): Promise<void> {
    await this.pressUntil('Tab', selector);
  }

  /** Goes down a group of radio buttons, which chooses the one that is reached. */
  async choose(selector: string): Promise<void> {
    if (!(await this.isAt(selector))) await this.pressUntil('ArrowDown', selector);
    else if (!(await this.page.locator(selector).isChecked())) await this.press('Space');
  }

  /** Presses a key until the focus is there. */
  async pressUntil(key: string, selector: string): Promise<void> {
    for (let pressed = 0; pressed < FARTHEST; pressed += 1) {
      if (await this.isAt(selector)) return;
      await this.press(key);
    }
    throw new Error(`${selector} is out of the keyboard’s reach`);
  }

  /** The page moves the focus in the frame after the one that shows something; no finger is quicker. */
  private async nextFrame(): Promise<void> {
    await this.page.evaluate(async () => {
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    });
  }

  private async isAt(selector: string): Promise<boolean> {
    return this.page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
  }
}

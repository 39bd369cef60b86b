import { Service } from '@angular/core';
import { injectPart, backgroundPart } from '../parts/parts.ts';

/** Announces texts to screen readers. The CDK's part is loaded with the first one. */
@Service()
export class LiveRegion {
  private readonly announcer = injectPart(() =>
    backgroundPart(() => import('@angular/cdk/a11y')).then(({ LiveAnnouncer }) => LiveAnnouncer),
  );

  async say(text: string): Promise<void> {
    await (await this.announcer()).announce(text);
  }
}

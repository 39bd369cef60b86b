import { Service } from '@angular/core';
import { injectPart, partBeside } from './parts.ts';

/** Says things to screen readers. CDK's part, loaded with the first thing to say. */
@Service()
export class LiveRegion {
  private readonly announcer = injectPart(() =>
    partBeside(() => import('@angular/cdk/a11y')).then(({ LiveAnnouncer }) => LiveAnnouncer),
  );

  async say(text: string): Promise<void> {
    await (await this.announcer()).announce(text);
  }
}

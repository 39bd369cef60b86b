import { TestBed } from '@angular/core/testing';
import { provideCamera } from '../../../../../testing/fake-camera.ts';
import { QrScanner } from './qr-scanner.ts';

describe('QrScanner', () => {
  async function show(sees: Uint8Array | DOMException) {
    TestBed.configureTestingModule({ providers: [provideCamera(sees)] });
    const fixture = TestBed.createComponent(QrScanner);
    fixture.componentRef.setInput('otherwise', 'type the code.');
    const scanned: Uint8Array[] = [];
    const failed: string[] = [];
    fixture.componentInstance.scanned.subscribe((code) => scanned.push(code));
    fixture.componentInstance.failed.subscribe(({ text }) => failed.push(text));
    await fixture.whenStable();
    return { scanned, failed };
  }

  it('tells what it has seen', async () => {
    const code = new Uint8Array([1, 2, 3]);
    const { scanned, failed } = await show(code);
    expect(scanned).toEqual([code]);
    expect(failed).toEqual([]);
  });

  it.each([
    ['NotAllowedError', 'Allow it in your browser, or type the code.'],
    ['NotFoundError', 'This device has no camera: type the code.'],
    ['NotReadableError', 'Another app uses the camera. Close it, or type the code.'],
  ])('says at %s what to do without a camera', async (name, words) => {
    const { scanned, failed } = await show(new DOMException('', name));
    expect(failed.join()).toContain(words);
    expect(scanned).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { originOf, toChromium, toElectron } from './app-address.ts';
import { strict } from './record.ts';
import { refuseInsecure } from './window-options.ts';

const secure = { preload: '/x', sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false, devTools: false };

describe('the electron double', () => {
  it('opens a window as secure as it should be', () => {
    expect(() => refuseInsecure({ webPreferences: secure })).not.toThrow();
  });

  it.each([
    {},
    { ...secure, sandbox: false },
    { ...secure, contextIsolation: false },
    { ...secure, nodeIntegration: true },
    { ...secure, webSecurity: false },
    { ...secure, webviewTag: true },
    { ...secure, devTools: true },
    { ...secure, nodeIntegrationInSubFrames: true },
    { ...secure, allowRunningInsecureContent: true },
    { ...secure, navigateOnDragDrop: true },
  ])('refuses %j', (webPreferences) => {
    expect(() => refuseInsecure({ webPreferences })).toThrow('insecure window');
  });

  it('refuses what it does not stand in for', () => {
    const app = strict('app', { quit: () => 1 });
    expect(app.quit()).toBe(1);
    expect(() => (app as unknown as { readonly relaunch: () => void }).relaunch()).toThrow('the electron double has no app.relaunch');
  });

  it('keeps Electron’s addresses and Chromium’s apart', () => {
    expect(toChromium('app://byway/a/b.js?x#y')).toBe('https://byway.app.invalid/a/b.js?x#y');
    for (const address of ['app://byway/index.html', 'https://example.com/', 'about:blank']) expect(toElectron(toChromium(address))).toBe(address);
    expect(originOf('https://byway.app.invalid/index.html')).toBe('app://byway');
    expect(originOf('https://byway.app.invalid.evil.test/')).toBe('https://byway.app.invalid.evil.test');
  });
});

/** Connect and disconnect through the whole app, on fakes of the outside. */
import { expect, test } from 'vitest';
import { makeFault, succeed } from '../../shared/fault.ts';
import { connect, startApp, startWithServers } from './testing/app-harness.ts';
import { calm } from './testing/fake-clock.ts';
import { failing, never } from './testing/fake-engine-link.ts';

test('connect: bytes come back, then the system proxy, then on', async () => {
  const harness = await startWithServers();
  await connect(harness);
  expect(harness.states).toEqual(['starting', 'on']);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'on', profileId: harness.ids[0], lastAnswerMs: 5, systemProxy: 'set' });
  expect(harness.deps.engine.calls).toEqual(['start', 'apply', 'check https://www.gstatic.com/generate_204']);
  expect(harness.deps.proxy.now()).toMatchObject({ host: '127.0.0.1', port: 20_002 });
});

test('starting is shown before the call is answered', async () => {
  const harness = await startWithServers();
  harness.deps.engine.answers.start = never;
  const accepted = await harness.call('connection.connect', {});
  expect(accepted).toEqual(succeed(null));
  expect(harness.snapshot().connection).toMatchObject({ kind: 'starting', step: 'prepare' });
});

test('the step is reach until the first bytes go out, then hear', async () => {
  const harness = await startWithServers();
  harness.deps.engine.answers.check = never;
  await connect(harness);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'starting', step: 'reach' });
  harness.deps.engine.traffic({ up: 0, down: 0, upTotal: 0, downTotal: 0 });
  expect(harness.snapshot().connection).toMatchObject({ step: 'reach' });
  harness.deps.engine.traffic({ up: 90, down: 0, upTotal: 90, downTotal: 0 });
  expect(harness.snapshot().connection).toMatchObject({ step: 'hear' });
});

test('disconnect: earlier proxy settings back before the port closes, then off', async () => {
  const harness = await startWithServers();
  await connect(harness);
  const order: string[] = [];
  const { proxy, engine } = harness.deps;
  const stop = engine.answers.stop;
  engine.answers.stop = () => (order.push(proxy.now() === undefined ? 'stopped after restore' : 'stopped too early'), stop());
  await harness.call('connection.disconnect', {});
  await calm();
  expect(harness.states).toEqual(['starting', 'on', 'stopping', 'off']);
  expect(order).toEqual(['stopped after restore']);
  expect(engine.config()).toBeUndefined();
  expect(harness.snapshot().traffic.downTotal).toBe(0);
  await harness.deps.clock.advance(1000); // gathered changes
  expect(harness.deps.clock.pending(), 'no timer is left').toBe(0);
});

test('a new user and password for every connection, told only on asking', async () => {
  const harness = await startWithServers();
  const local = async (): Promise<unknown> => harness.call('connection.local', {});
  expect(await local()).toEqual(succeed(null));
  await connect(harness);
  const first = await local();
  expect(first).toMatchObject({ ok: true, value: { port: 20_001, systemProxyPort: 20_002 } });
  expect(harness.deps.engine.config()?.local).toMatchObject({ username: expect.stringMatching(/^[\w-]{12}$/), password: expect.stringMatching(/^[\w-]{24}$/) });
  await harness.call('connection.disconnect', {});
  await calm();
  expect(await local()).toEqual(succeed(null));
  await connect(harness);
  expect(await local()).not.toEqual(first);
  expect(JSON.stringify(harness.snapshot())).not.toContain(harness.deps.engine.config()?.local.password);
});

test('each check address is asked in turn; all silent ends in failed, nothing touched', async () => {
  const harness = await startWithServers();
  const codes = ['timeout', 'auth-failed', 'closed-early'] as const;
  let asked = 0;
  harness.deps.engine.answers.check = () => failing(codes[asked++ % 3] ?? 'timeout');
  await connect(harness);
  expect(harness.states).toEqual(['starting', 'stopping', 'failed auth-failed']);
  expect(asked).toBe(3);
  expect(harness.deps.proxy.calls).toEqual(['recover']);
  expect(harness.deps.engine.config()).toBeUndefined();
});

test('an engine that never answers is given up by its deadline', async () => {
  const harness = await startWithServers();
  harness.deps.engine.answers.start = never;
  await connect(harness);
  await harness.deps.clock.advance(20_000);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'failed', fault: { code: 'engine-busy' } });
});

test('a check that never answers is given up, and the next address is asked', async () => {
  const harness = await startWithServers();
  const answer = harness.deps.engine.answers.check;
  harness.deps.engine.answers.check = (request) => (request.url.includes('gstatic') ? never() : answer(request));
  await connect(harness);
  await harness.deps.clock.advance(11_000);
  expect(harness.snapshot().connection.kind).toBe('on');
});

test('an engine that cannot be stopped is ended', async () => {
  const harness = await startWithServers();
  await connect(harness);
  harness.deps.engine.answers.stop = never;
  await harness.call('connection.disconnect', {});
  await harness.deps.clock.advance(6000);
  expect(harness.snapshot().connection.kind).toBe('off');
  expect(harness.deps.engine.calls.at(-1)).toBe('close');
});

test('a busy port: others are picked and kept', async () => {
  const harness = await startWithServers();
  const apply = harness.deps.engine.answers.apply;
  harness.deps.engine.answers.apply = (config) => (config.local.port === 20_001 ? failing('port-busy') : apply(config));
  await connect(harness);
  const ports = harness.deps.settings.saved.at(-1)?.ports;
  expect(harness.snapshot().connection.kind).toBe('on');
  expect(harness.deps.engine.config()?.local.port).toBe(ports?.local);
  expect(harness.deps.proxy.now()?.port).toBe(ports?.systemProxy);
});

test('every port busy ends in port-busy', async () => {
  const harness = await startWithServers();
  harness.deps.engine.answers.apply = () => failing('port-busy');
  await connect(harness);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'failed', fault: { code: 'port-busy' } });
});

test('connecting to another server while on is a switch on the same ports; the proxy stays', async () => {
  const harness = await startWithServers(2);
  await connect(harness);
  await harness.call('profiles.choose', { id: harness.ids[1] ?? '' });
  await calm();
  expect(harness.states).toEqual(['starting', 'on', 'starting', 'on']);
  expect(harness.snapshot()).toMatchObject({ chosen: harness.ids[1], connection: { profileId: harness.ids[1] } });
  expect(harness.deps.proxy.calls).toEqual(['recover', 'enable 20002']);
});

test('removing the server in use disconnects first', async () => {
  const harness = await startWithServers(2);
  await connect(harness);
  await harness.call('profiles.remove', { ids: [harness.ids[0] ?? ''] });
  await calm();
  expect(harness.snapshot().connection.kind).toBe('off');
  expect(harness.deps.proxy.now()).toBeUndefined();
});

test('a server the engine cannot run is refused at once and disturbs nothing', async () => {
  const harness = await startWithServers();
  await connect(harness);
  harness.deps.parse.next = succeed({
    profiles: [{ type: 'vless', name: 'q', server: 'q.example', port: 1, uuid: 'u', security: 'none', transport: { type: 'quic' } }],
    rejected: [],
  });
  const report = await harness.call('profiles.import', { text: 'x' });
  const id = report.ok ? (report.value.added[0]?.id ?? '') : '';
  expect(report).toMatchObject({ ok: true, value: { added: [{ cannotRun: { code: 'link-unsupported' } }] } });
  expect(await harness.call('connection.connect', { profileId: id })).toMatchObject({ ok: false, fault: { code: 'link-unsupported' } });
  expect(harness.snapshot().connection.kind).toBe('on');
});

test('with nothing chosen connect says so', async () => {
  const harness = await startApp();
  expect(await harness.call('connection.connect', {})).toMatchObject({ ok: false, fault: { code: 'not-found' } });
});

test('a thrown error in the engine link is a fault, not a crash', async () => {
  const harness = await startWithServers();
  harness.deps.engine.answers.apply = () => {
    throw new Error('bug');
  };
  await connect(harness);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'failed', fault: { code: 'unexpected' } });
});

test('waking up asks again and does not assume', async () => {
  const harness = await startWithServers();
  await connect(harness);
  const before = harness.deps.engine.calls.length;
  harness.app.tell('woke-up');
  await calm();
  expect(harness.deps.engine.calls.slice(before)).toEqual(['check https://www.gstatic.com/generate_204']);
  harness.deps.engine.answers.check = () => failing('timeout');
  expect(harness.snapshot().connection).not.toHaveProperty('isVerifying');
  harness.app.tell('network-changed');
  await calm();
  expect(harness.snapshot().connection).toMatchObject({ kind: 'on', isVerifying: true });
  await harness.deps.clock.advance(5000);
  expect(harness.snapshot().connection).toMatchObject({ kind: 'recovering', fault: makeFault('timeout') });
});

test('whoever answers "off" with the next connect at once gets it', async () => {
  const harness = await startWithServers(2);
  await connect(harness);
  const leave = harness.app.state.onChange((change) => {
    if (change.connection?.kind !== 'off') return;
    leave();
    void harness.app.handlers['connection.connect']({ profileId: harness.ids[1] ?? '' });
  });
  await harness.call('connection.disconnect', {});
  await calm();
  expect(harness.snapshot().connection).toMatchObject({ kind: 'on', profileId: harness.ids[1] });
});

test('double clicks: two connects are one, two disconnects are one, connect while stopping follows', async () => {
  const harness = await startWithServers();
  await Promise.all([harness.call('connection.connect', {}), harness.call('connection.connect', {})]);
  await calm();
  expect(harness.deps.engine.calls.filter((call) => call === 'apply')).toHaveLength(1);
  const both = [harness.call('connection.disconnect', {}), harness.call('connection.disconnect', {}), harness.call('connection.connect', {})];
  await Promise.all(both);
  await calm();
  expect(harness.states).toEqual(['starting', 'on', 'stopping', 'starting', 'on']);
});

test.each(['start', 'apply', 'check'] as const)('disconnect while %s is under way ends in off, and its late answer changes nothing', async (name) => {
  const harness = await startWithServers();
  const { engine, clock } = harness.deps;
  const answer: () => Promise<never> = engine.answers[name] as never; // called with whatever it was called with
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  engine.answers[name] = async () => (await held, answer.apply(undefined, [{ local: { port: 1 }, url: 'x' }] as never));
  await connect(harness);
  await harness.call('connection.disconnect', {});
  release();
  await clock.advance(1000);
  expect(harness.snapshot().connection.kind).toBe('off');
  expect(engine.config()).toBeUndefined();
  expect(harness.deps.proxy.calls.filter((call) => call.startsWith('enable'))).toEqual([]);
  expect(clock.pending()).toBe(0);
});

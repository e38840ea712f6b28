/** After so many failures in a row a target is taken to be down. */
const failuresUntilRest = 3;
const firstRest = 60_000;
const longestRest = 15 * 60_000;

/** One target of one town. */
interface Target {
  readonly town: string;
  readonly target: string;
}

/**
 * Leaves a target alone that fails again and again, so that its being down costs no delivery its attempts: it rests for a minute, then
 * for two, at most for a quarter of an hour, and after each rest one delivery tries. Kept in memory: after a restart it is learnt anew.
 * Asks for the time with every call, because tests and leases have a clock of their own (a circuit breaker of a library has not).
 */
export interface Breaker {
  /** The targets that rest now. */
  resting(now: Date): readonly Target[];
  /** Whether this target has been failing so long (and last for this reason) that the same again says nothing about the delivery. */
  isDown(target: Target, code?: string): boolean;
  /** The target failed; from when on it may be tried again. */
  failed(target: Target, code: string, now: Date): Date;
  /** It answered as it should. */
  succeeded(target: Target): void;
}

export function breaker(): Breaker {
  const down = new Map<string, Target & { failures: number; until: number; code: string }>();
  const key = ({ town, target }: Target) => `${town}/${target}`;
  return {
    resting: (now) => [...down.values()].filter(({ until }) => until > now.getTime()),
    isDown(target, code) {
      const found = down.get(key(target));
      return found !== undefined && found.failures >= failuresUntilRest && (code === undefined || found.code === code);
    },
    failed({ town, target }, code, now) {
      const failures = (down.get(key({ town, target }))?.failures ?? 0) + 1;
      const rest = failures < failuresUntilRest ? 0 : Math.min(firstRest * 2 ** (failures - failuresUntilRest), longestRest);
      const until = now.getTime() + rest;
      down.set(key({ town, target }), { town, target, failures, until, code });
      return new Date(until);
    },
    succeeded: (target) => void down.delete(key(target)),
  };
}

/**
 * What is there at once or will be: the embedded database answers on the spot, others after a while.
 * It is for what is asked on every request, where waiting for what is there is a good part of the work.
 */
export type Soon<T> = T | Promise<T>;

/** Goes on with a value: on the spot where it is there, else when it is. Whatever `next` throws is thrown likewise. */
export function whenThere<T, U>(soon: Soon<T>, next: (value: T) => Soon<U>): Soon<U> {
  return soon instanceof Promise ? soon.then(next) : next(soon);
}

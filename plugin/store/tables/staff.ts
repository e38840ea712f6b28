/** Somebody who has signed in, by the id at the identity provider. */
export interface StaffRow {
  id: string;
  name: string;
}

/** An artist or speaker that a promoter books. */
export interface Performer {
  performerId: string;
  promoterId: string;
  name: string;
  description: string | null;
  imageUrl: string | null;
  websiteUrl: string | null;
}

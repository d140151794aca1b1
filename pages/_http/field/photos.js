// Photos from the camera: the picture itself is kept as it is; only a small preview is made on the phone.

const PREVIEW_EDGE = 240;
const WORKING_EDGE = 4096;

/** A small JPEG of a picture, or null where this browser cannot read it (HEIC, or no picture at all). */
export async function preview(file, edge = PREVIEW_EDGE, quality = 0.7) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, edge / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
  } catch {
    return null;
  }
}

/** The bytes to keep: the file, or a smaller picture of it where it is above `largest`; null where neither will do. */
export async function keepable(file, largest) {
  if (file.size <= largest) return file;
  const smaller = await preview(file, WORKING_EDGE, 0.85);
  return smaller && smaller.size <= largest ? smaller : null;
}

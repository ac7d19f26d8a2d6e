(* gzip (RFC 1952) in memory: one or more members and nothing else.  Deflate and CRC-32 are zlib's, through camlzip. *)

exception Damaged of string
exception Too_long

let is_gzip bytes = String.length bytes >= 2 && bytes.[0] = '\x1f' && bytes.[1] = '\x8b'

let byte bytes at = if at < String.length bytes then Char.code bytes.[at] else raise (Damaged "the end of the file")
let number32 bytes at =
  List.fold_left (fun n k -> Int32.logor (Int32.shift_left n 8) (Int32.of_int (byte bytes (at + k)))) 0l [ 3; 2; 1; 0 ]

let rec after_zero bytes at = if byte bytes at = 0 then at + 1 else after_zero bytes (at + 1)

(* the place behind the header of the member that begins at [start] *)
let behind_header bytes start =
  if byte bytes start <> 0x1f || byte bytes (start + 1) <> 0x8b || byte bytes (start + 2) <> 8 then
    raise (Damaged "something that is no gzip member");
  let flags = byte bytes (start + 3) in
  if flags land 0xe0 <> 0 then raise (Damaged "reserved flags");
  let at = start + 10 in
  let at = if flags land 4 <> 0 then at + 2 + byte bytes at + (256 * byte bytes (at + 1)) else at in
  let at = if flags land 8 <> 0 then after_zero bytes at else at in
  let at = if flags land 16 <> 0 then after_zero bytes at else at in
  if flags land 2 = 0 then at
  else begin
    let crc = Zlib.update_crc_string 0l bytes start (at - start) in
    let stated = byte bytes at + (256 * byte bytes (at + 1)) in
    if Int32.to_int (Int32.logand crc 0xffffl) <> stated then raise (Damaged "another checksum of the header");
    at + 2
  end

(* inflates the member into the buffer, which may hold at most so many bytes; the place behind it *)
let member ~most bytes start buffer =
  let chunk = Bytes.create 65536 in
  let stream = Zlib.inflate_init false in
  let rec loop at crc size =
    let finished, used, made =
      Zlib.inflate_string stream bytes at (String.length bytes - at) chunk 0 (Bytes.length chunk) Zlib.Z_SYNC_FLUSH in
    if Buffer.length buffer + made > most then raise Too_long;
    Buffer.add_subbytes buffer chunk 0 made;
    let crc = Zlib.update_crc crc chunk 0 made and size = Int32.add size (Int32.of_int made) in
    if finished then (at + used, crc, size)
    else if used = 0 && made = 0 then raise (Damaged "the end of the file")
    else loop (at + used) crc size
  in
  let at, crc, size =
    try
      Fun.protect ~finally:(fun () -> Zlib.inflate_end stream) (fun () -> loop (behind_header bytes start) 0l 0l)
    with Zlib.Error (_, problem) -> raise (Damaged problem)
  in
  if number32 bytes at <> crc then raise (Damaged "another checksum");
  if number32 bytes (at + 4) <> size then raise (Damaged "another length");
  at + 8

let gunzip ~most bytes =
  let buffer = Buffer.create (min most (4 * String.length bytes)) in
  let rec loop at = if at < String.length bytes then loop (member ~most bytes at buffer) in
  loop 0;
  Buffer.contents buffer

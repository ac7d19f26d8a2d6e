(* Memory and stack, by the operating system: the program runs itself again behind the shell's ulimit. *)

let kilobytes_of_program = 128 * 1024 (* code, libraries, young values: beside what the limit is about *)

let most_kilobytes (o : Options.options) =
  match o.megabytes with
  | Some n -> 1024 * n
  | None ->
    let named = o.paths @ o.data @ List.concat_map Option.to_list [ o.labels; o.model; o.patched ] in
    (1024 * 1024) + (List.fold_left (fun n path -> n + Files.size path) 0 named / 1024 * 200)

(* Lists are as long as the data, and recursion over them as deep: the stack may take all of the memory that is allowed, but not
   more, as ulimit -v is about both. *)
let command o =
  let stack size = Printf.sprintf "ulimit -s %s 2>/dev/null || ulimit -s $(ulimit -H -s) 2>/dev/null; " size in
  let limits = match most_kilobytes o with
    | 0 -> stack "unlimited"
    | n -> stack (string_of_int n) ^ Printf.sprintf "ulimit -v %d 2>/dev/null; " (n + kilobytes_of_program) in
  limits ^ "exec \"$0\" \"$@\""

let mark = "FTCHECK_STACK"

let run_again o =
  if Sys.getenv_opt mark = None then begin
    Unix.putenv mark "1";
    try Unix.execv "/bin/sh" (Array.append [| "sh"; "-c"; command o; Sys.executable_name |]
                                (Array.sub Sys.argv 1 (Array.length Sys.argv - 1)))
    with Unix.Unix_error _ -> ()
  end

(* The garbage collector reads the whole stack at every minor collection: the deeper the recursion, the fewer there should be. *)
let with_large_minor_heap () = Gc.set { (Gc.get ()) with Gc.minor_heap_size = 1 lsl 23 }

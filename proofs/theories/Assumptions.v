(* What the main theorems rest on, all at once, as looking for axioms goes through
   everything that is under them.  The output must read "Closed under the global
   context": no axiom, nothing admitted. *)
From FTCert Require Import Statements MainTwo MainThree.
From FTCert Require Import DenseStatements MainDense ChainStatements MainChains.
From FTCert Require Import CheckerStatements SourceStatements FunctionStatements MainChecker.
From FTCert Require Import Execution ExecutionMain.
From FTCert Require Import HardStatements MainHard SmallStatements MainSmall.
From FTCert Require Import SpaceStatements MainSpace GroupCosts PatternsSound BoundSound.

(* each theorem proves the statement of that name *)
Definition theorems : True :=
  let _ : pieces_two_layers := pieces_two_layersT in
  let _ : pieces_three_layers := pieces_three_layersT in
  let _ : definitions_agree := definitions_agreeT in
  let _ : two_layers_exact := two_layers_exactT in
  let _ : two_layers_table := two_layers_tableT in
  let _ : equation_7 := equation_7T in
  let _ : corollary_4_2_corrected := corollary_4_2_correctedT in
  let _ : corollary_4_2_1_false := corollary_4_2_1_falseT in
  let _ : theorem_4_1_2_printed_false := theorem_4_1_2_printed_falseT in
  let _ : theorem_4_1_2_intended := theorem_4_1_2_intendedT in
  let _ : theorem_4_4_sharpened := theorem_4_4_sharpenedT in
  let _ : equation_15 := equation_15T in
  let _ : figure_3_corrected := figure_3_correctedT in
  let _ : forced_runs := forced_runsT in
  let _ : one_layer_last_neuron := one_layer_last_neuronT in
  let _ : subset_sums := subset_sumsT in
  let _ : subset_sums_integers := subset_sums_integersT in
  let _ : three_layers_headline := three_layers_headlineT in
  let _ : three_layers_headline_4N := three_layers_headline_4NT in
  let _ : three_layers_lower := three_layers_lowerT in
  let _ : three_layers_upper := three_layers_upperT in
  let _ : three_layers_mstar_exists := three_layers_mstar_existsT in
  let _ : corollary_5_2_sharpened := corollary_5_2_sharpenedT in
  let _ : corollary_5_2_3 := corollary_5_2_3T in
  let _ : three_layers_dense := three_layers_denseT in
  let _ : three_layers_sparse := three_layers_sparseT in
  let _ : three_layers_one_sign := three_layers_one_signT in
  let _ : three_layers_kink_bound := three_layers_kink_boundT in
  let _ : three_layers_sign_bound := three_layers_sign_boundT in
  let _ : three_layers_given := three_layers_givenT in
  let _ : three_layers_order := three_layers_orderT in
  let _ : real_closed_square_roots := real_closed_square_rootsT in
  let _ : three_layers_dense_plus := three_layers_dense_plusT in
  let _ : three_layers_upper_plus := three_layers_upper_plusT in
  let _ : three_layers_headline_plus := three_layers_headline_plusT in
  let _ : three_layers_gap_one := three_layers_gap_oneT in
  let _ : capacity_dense_plus := capacity_dense_plusT in
  let _ : three_layers_two_groups := three_layers_two_groupsT in
  let _ : three_layers_nine := three_layers_nineT in
  let _ : three_layers_five := three_layers_fiveT in
  let _ : three_layers_chains := three_layers_chainsT in
  let _ : few_labels := few_labelsT in
  let _ : six_points := six_pointsT in
  let _ : four_and_seven_points := four_and_seven_pointsT in
  let _ : three_layers_small_lower := three_layers_small_lowerT in
  let _ : three_layers_table := three_layers_tableT in
  let _ : three_changed := three_changedT in
  let _ : pieces_any_depth := pieces_any_depthT in
  let _ : checker_sound := checker_soundT in
  let _ : kept_outputs := kept_outputsT in
  let _ : specified_kept_outputs := specified_kept_outputsT in
  let _ : pair_sound := pair_soundT in
  let _ : pair_exact := pair_exactT in
  let _ : specified_pair_sound := specified_pair_soundT in
  let _ : specified_pair_exact := specified_pair_exactT in
  let _ : prints_lines := prints_linesT in
  let _ : zero_means_verified := zero_means_verifiedT in
  let _ : external_samples := external_samplesT in
  let _ : external_specified_samples := external_specified_samplesT in
  let _ : functions_sound := functions_soundT in
  let _ : functions_executed := functions_executedT in
  let _ : functions_pair := functions_pairT in
  let _ : specified_functions_pair := specified_functions_pairT in
  let _ : rows_joined := rows_joinedT in
  let _ : delimiters_exchanged := delimiters_exchangedT in
  let _ : model_files := model_filesT in
  let _ : within_limit := within_limitT in
  let _ : limit_refuses := limit_refusesT in
  let _ : limit_refuses_specified := limit_refuses_specifiedT in
  let _ : certificate_theorems := certificate_theoremsT in
  let _ : formats_proper := formats_properT in
  let _ : is_number_right := is_number_rightT in
  let _ : g_enclosed := g_enclosedT in
  let _ : f_enclosed := f_enclosedT in
  let _ : sum_enclosed := sum_enclosedT in
  let _ : kept_zero := kept_zeroT in
  let _ : kept_output := kept_outputT in
  let _ : kept_fused := kept_fusedT in
  let _ : normal_form := normal_formT in
  let _ : one_sign := one_signT in
  let _ : circuit_cut := circuit_cutT in
  let _ : peak_cut := peak_cutT in
  let _ : small_bundles := small_bundlesT in
  let _ : cheapest_groups := cheapest_groupsT in
  let _ : worst_groups := worst_groupsT in
  let _ := @patterns_sound in
  let _ := @bound_sound in
  I.

Print Assumptions theorems.

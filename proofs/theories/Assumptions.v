(* Prints, for every main theorem, what it rests on.  Each line of the output must
   read "Closed under the global context": no axiom, nothing admitted. *)
From FTCert Require Import Statements MainTwo MainThree.
From FTCert Require Import DenseStatements MainDense ChainStatements MainChains.
From FTCert Require Import CheckerStatements SourceStatements FunctionStatements MainChecker.
From FTCert Require Import Execution ExecutionMain.
From FTCert Require Import HardStatements MainHard SmallStatements MainSmall.
From FTCert Require Import SpaceStatements MainSpace GroupCosts PatternsSound BoundSound.

(* each theorem proves the statement of that name *)
Check pieces_two_layersT : pieces_two_layers.
Check pieces_three_layersT : pieces_three_layers.
Check definitions_agreeT : definitions_agree.
Check two_layers_exactT : two_layers_exact.
Check two_layers_tableT : two_layers_table.
Check equation_7T : equation_7.
Check corollary_4_2_correctedT : corollary_4_2_corrected.
Check corollary_4_2_1_falseT : corollary_4_2_1_false.
Check theorem_4_1_2_printed_falseT : theorem_4_1_2_printed_false.
Check theorem_4_1_2_intendedT : theorem_4_1_2_intended.
Check theorem_4_4_sharpenedT : theorem_4_4_sharpened.
Check equation_15T : equation_15.
Check figure_3_correctedT : figure_3_corrected.
Check forced_runsT : forced_runs.
Check one_layer_last_neuronT : one_layer_last_neuron.
Check subset_sumsT : subset_sums.
Check subset_sums_integersT : subset_sums_integers.
Check three_layers_headlineT : three_layers_headline.
Check three_layers_headline_4NT : three_layers_headline_4N.
Check three_layers_lowerT : three_layers_lower.
Check three_layers_upperT : three_layers_upper.
Check three_layers_mstar_existsT : three_layers_mstar_exists.
Check corollary_5_2_sharpenedT : corollary_5_2_sharpened.
Check corollary_5_2_3T : corollary_5_2_3.
Check three_layers_denseT : three_layers_dense.
Check three_layers_sparseT : three_layers_sparse.
Check three_layers_one_signT : three_layers_one_sign.
Check three_layers_kink_boundT : three_layers_kink_bound.
Check three_layers_sign_boundT : three_layers_sign_bound.
Check three_layers_givenT : three_layers_given.
Check three_layers_orderT : three_layers_order.
Check real_closed_square_rootsT : real_closed_square_roots.
Check three_layers_dense_plusT : three_layers_dense_plus.
Check three_layers_upper_plusT : three_layers_upper_plus.
Check three_layers_headline_plusT : three_layers_headline_plus.
Check three_layers_gap_oneT : three_layers_gap_one.
Check capacity_dense_plusT : capacity_dense_plus.
Check three_layers_two_groupsT : three_layers_two_groups.
Check three_layers_nineT : three_layers_nine.
Check three_layers_fiveT : three_layers_five.
Check three_layers_chainsT : three_layers_chains.
Check few_labelsT : few_labels.
Check six_pointsT : six_points.
Check four_and_seven_pointsT : four_and_seven_points.
Check three_layers_small_lowerT : three_layers_small_lower.
Check three_layers_tableT : three_layers_table.
Check three_changedT : three_changed.
Check pieces_any_depthT : pieces_any_depth.
Check checker_soundT : checker_sound.
Check kept_outputsT : kept_outputs.
Check specified_kept_outputsT : specified_kept_outputs.
Check pair_soundT : pair_sound.
Check pair_exactT : pair_exact.
Check specified_pair_soundT : specified_pair_sound.
Check specified_pair_exactT : specified_pair_exact.
Check prints_linesT : prints_lines.
Check zero_means_verifiedT : zero_means_verified.
Check external_samplesT : external_samples.
Check external_specified_samplesT : external_specified_samples.
Check functions_soundT : functions_sound.
Check functions_executedT : functions_executed.
Check functions_pairT : functions_pair.
Check specified_functions_pairT : specified_functions_pair.
Check rows_joinedT : rows_joined.
Check delimiters_exchangedT : delimiters_exchanged.
Check model_filesT : model_files.
Check within_limitT : within_limit.
Check limit_refusesT : limit_refuses.
Check limit_refuses_specifiedT : limit_refuses_specified.
Check certificate_theoremsT : certificate_theorems.
Check formats_properT : formats_proper.
Check is_number_rightT : is_number_right.
Check g_enclosedT : g_enclosed.
Check f_enclosedT : f_enclosed.
Check sum_enclosedT : sum_enclosed.
Check kept_zeroT : kept_zero.
Check kept_outputT : kept_output.
Check kept_fusedT : kept_fused.
Check normal_formT : normal_form.
Check one_signT : one_sign.
Check circuit_cutT : circuit_cut.
Check peak_cutT : peak_cut.
Check small_bundlesT : small_bundles.
Check cheapest_groupsT : cheapest_groups.
Check worst_groupsT : worst_groups.

Print Assumptions pieces_two_layersT.
Print Assumptions pieces_three_layersT.
Print Assumptions definitions_agreeT.
Print Assumptions two_layers_exactT.
Print Assumptions two_layers_tableT.
Print Assumptions equation_7T.
Print Assumptions corollary_4_2_correctedT.
Print Assumptions corollary_4_2_1_falseT.
Print Assumptions theorem_4_1_2_printed_falseT.
Print Assumptions theorem_4_1_2_intendedT.
Print Assumptions theorem_4_4_sharpenedT.
Print Assumptions equation_15T.
Print Assumptions figure_3_correctedT.
Print Assumptions forced_runsT.
Print Assumptions one_layer_last_neuronT.
Print Assumptions subset_sumsT.
Print Assumptions subset_sums_integersT.
Print Assumptions three_layers_headlineT.
Print Assumptions three_layers_headline_4NT.
Print Assumptions three_layers_lowerT.
Print Assumptions three_layers_upperT.
Print Assumptions three_layers_mstar_existsT.
Print Assumptions corollary_5_2_sharpenedT.
Print Assumptions corollary_5_2_3T.
Print Assumptions three_layers_denseT.
Print Assumptions three_layers_sparseT.
Print Assumptions three_layers_one_signT.
Print Assumptions three_layers_kink_boundT.
Print Assumptions three_layers_sign_boundT.
Print Assumptions three_layers_givenT.
Print Assumptions three_layers_orderT.
Print Assumptions real_closed_square_rootsT.
Print Assumptions three_layers_dense_plusT.
Print Assumptions three_layers_upper_plusT.
Print Assumptions three_layers_headline_plusT.
Print Assumptions three_layers_gap_oneT.
Print Assumptions capacity_dense_plusT.
Print Assumptions three_layers_two_groupsT.
Print Assumptions three_layers_nineT.
Print Assumptions three_layers_fiveT.
Print Assumptions three_layers_chainsT.
Print Assumptions few_labelsT.
Print Assumptions six_pointsT.
Print Assumptions four_and_seven_pointsT.
Print Assumptions three_layers_small_lowerT.
Print Assumptions three_layers_tableT.
Print Assumptions three_changedT.
Print Assumptions pieces_any_depthT.
Print Assumptions checker_soundT.
Print Assumptions kept_outputsT.
Print Assumptions specified_kept_outputsT.
Print Assumptions pair_soundT.
Print Assumptions pair_exactT.
Print Assumptions specified_pair_soundT.
Print Assumptions specified_pair_exactT.
Print Assumptions prints_linesT.
Print Assumptions zero_means_verifiedT.
Print Assumptions external_samplesT.
Print Assumptions external_specified_samplesT.
Print Assumptions functions_soundT.
Print Assumptions functions_executedT.
Print Assumptions functions_pairT.
Print Assumptions specified_functions_pairT.
Print Assumptions rows_joinedT.
Print Assumptions delimiters_exchangedT.
Print Assumptions model_filesT.
Print Assumptions within_limitT.
Print Assumptions limit_refusesT.
Print Assumptions limit_refuses_specifiedT.
Print Assumptions certificate_theoremsT.
Print Assumptions formats_properT.
Print Assumptions is_number_rightT.
Print Assumptions g_enclosedT.
Print Assumptions f_enclosedT.
Print Assumptions sum_enclosedT.
Print Assumptions kept_zeroT.
Print Assumptions kept_outputT.
Print Assumptions kept_fusedT.
Print Assumptions normal_formT.
Print Assumptions one_signT.
Print Assumptions circuit_cutT.
Print Assumptions peak_cutT.
Print Assumptions small_bundlesT.
Print Assumptions cheapest_groupsT.
Print Assumptions worst_groupsT.
Print Assumptions patterns_sound.
Print Assumptions bound_sound.
